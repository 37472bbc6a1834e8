import type { Tab } from './Tab.ts';

const SHOWN = 25;
const INTERVAL_US = 200;

interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
}

function placeOf(frame: CallFrame = { functionName: '', url: '', lineNumber: 0 }): string {
  return `${frame.functionName || '(anonymous)'} ${frame.url.split('/').at(-1)}:${frame.lineNumber}`;
}

/** A sample that comes late says that the machine was busy with something else. */
function sampleMs(deltaUs = 0): number {
  return Math.min(deltaUs, 2 * INTERVAL_US) / 1000;
}

/** Runs something under the CPU profiler. @returns the functions with the most time of their own, as lines. */
export async function profileOf(tab: Tab, title: string, work: () => Promise<void>): Promise<string> {
  await tab.cdp.send('Profiler.enable');
  await tab.cdp.send('Profiler.setSamplingInterval', { interval: INTERVAL_US });
  await tab.cdp.send('Profiler.start');
  await work();
  const { profile } = await tab.cdp.send('Profiler.stop');
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const selfMs = new Map<string, number>();
  for (const [at, id] of (profile.samples ?? []).entries()) {
    const name = placeOf(nodes.get(id)?.callFrame);
    selfMs.set(name, (selfMs.get(name) ?? 0) + sampleMs(profile.timeDeltas?.[at]));
  }
  const top = [...selfMs].filter(([name]) => !/^\((?:idle|root)\)/.test(name)).toSorted(([, a], [, b]) => b - a);
  const totalMs = top.reduce((sum, [, ms]) => sum + ms, 0);
  const lines = top.slice(0, SHOWN).map(([name, ms]) => `  ${ms.toFixed(1).padStart(8)} ms  ${name}`);
  return [`${title}: ${totalMs.toFixed(0)} ms`, ...lines].join('\n');
}
