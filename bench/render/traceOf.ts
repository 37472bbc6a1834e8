import * as v from 'valibot';
import type { Tab } from './Tab.ts';

const SHOWN = 16;

const eventSchema = v.object({
  name: v.string(),
  ph: v.string(),
  pid: v.number(),
  tid: v.number(),
  ts: v.number(),
  tts: v.optional(v.number()),
  tdur: v.optional(v.number(), 0),
});
type TraceEvent = v.InferOutput<typeof eventSchema>;

/**
 * Runs something under the browser's own tracing.
 * @param categories of Chromium's tracing; the more, the slower all is
 * @returns what the main thread of the page did meanwhile.
 */
export async function traceMainThread(
  tab: Tab,
  work: () => Promise<unknown>,
  categories: readonly string[] = ['toplevel', 'devtools.timeline'],
): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = [];
  const take = ({ value }: { value: readonly unknown[] }): void => {
    for (const event of value) {
      const parsed = v.safeParse(eventSchema, event);
      if (parsed.success && parsed.output.ph === 'X' && parsed.output.tdur > 0) events.push(parsed.output);
    }
  };
  tab.browserCdp.on('Tracing.dataCollected', take);
  await tab.browserCdp.send('Tracing.start', {
    traceConfig: {
      includedCategories: [...categories],
    },
    transferMode: 'ReportEvents',
  });
  await work();
  const complete = new Promise((resolve) => tab.browserCdp.once('Tracing.tracingComplete', resolve));
  await tab.browserCdp.send('Tracing.end');
  await complete;
  tab.browserCdp.off('Tracing.dataCollected', take);
  const main = mainThreadOf(events);
  return events.filter(({ pid, tid }) => pid === main?.pid && tid === main.tid);
}

/** Runs something under tracing. @returns the steps of drawing with the most CPU time of their own, as lines. */
export async function traceOf(tab: Tab, title: string, work: () => Promise<void>): Promise<string> {
  const self = selfTimes(await traceMainThread(tab, work, ['toplevel', 'devtools.timeline', 'blink']));
  const top = [...self].toSorted(([, a], [, b]) => b - a).slice(0, SHOWN);
  return [`${title}, steps of drawing`, ...top.map(([name, ms]) => `  ${ms.toFixed(1).padStart(8)} ms  ${name}`)].join(
    '\n',
  );
}

/** The thread that lays out the page. */
function mainThreadOf(events: readonly TraceEvent[]): TraceEvent | undefined {
  return events.findLast(({ name }) => name === 'PrePaint' || name === 'UpdateLayoutTree');
}

function selfTimes(events: readonly TraceEvent[]): Map<string, number> {
  const times = new Map<string, number>();
  const open: { name: string; end: number }[] = [];
  const add = (name: string, us: number): void => void times.set(name, (times.get(name) ?? 0) + us / 1000);
  for (const { name, tts = 0, tdur } of events.toSorted((a, b) => (a.tts ?? 0) - (b.tts ?? 0) || b.tdur - a.tdur)) {
    while ((open.at(-1)?.end ?? Infinity) <= tts) open.pop();
    const parent = open.at(-1);
    if (parent !== undefined) add(parent.name, -tdur);
    add(name, tdur);
    open.push({ name, end: tts + tdur });
  }
  return times;
}
