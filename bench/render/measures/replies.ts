import type { Setting } from './Setting.ts';

interface Reply {
  readonly kb: number;
  /** Tokens per second; as fast as the network when there is none. */
  readonly perSecond?: number;
}

const replies: readonly Reply[] = [
  { kb: 5 },
  { kb: 50 },
  { kb: 200 },
  { kb: 5, perSecond: 500 },
  { kb: 5, perSecond: 50 },
  { kb: 50, perSecond: 500 },
];
const longReplies: readonly Reply[] = [
  { kb: 200, perSecond: 500 },
  { kb: 50, perSecond: 50 },
];

/** Whole replies over server-sent events. */
export async function measureReplies({ tab, options, streamOf, note }: Setting): Promise<void> {
  for (const { kb, perSecond } of options.long ? [...replies, ...longReplies] : replies) {
    await tab.page.evaluate(() => window.bench.load('', false));
    const empty = await tab.weight();
    const cell = `${kb} kB, ${perSecond === undefined ? 'full speed' : `${perSecond} tokens/s`}`;
    let figures: Record<string, number> = {};
    const cost = await tab.cost(async () => {
      figures = {
        ...(await tab.page.evaluate((address) => window.bench.stream(address), streamOf(`${kb}`, perSecond))),
      };
    });
    const full = await tab.weight();
    note(cell, 'main thread, CPU s', cost.task / 1000);
    note(cell, 'all processes, CPU s', cost.browser / 1000);
    for (const [name, value] of Object.entries(figures)) note(cell, names[name] ?? name, value);
    note(cell, 'heap, MB', (full.heapBytes - empty.heapBytes) / 1e6);
    note(cell, 'nodes', full.nodes - empty.nodes);
  }
}

const names: Readonly<Record<string, string>> = {
  draws: 'times drawn',
  lastByteToFinalMs: 'last byte to final DOM, ms',
  longestGapMs: 'longest time between frames, ms',
  longTasks: 'tasks over 50 ms',
  longTaskMs: 'tasks over 50 ms together, ms',
};
