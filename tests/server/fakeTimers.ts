import type { Timers } from '../../server/Timers.ts';

/** Time that stands still until a test moves it. */
export interface FakeTimers extends Timers {
  /** Moves time on and calls back what falls due, in order, each with time for what it sets going. */
  advance(ms: number): Promise<void>;
  /** How many timers wait. */
  readonly size: number;
}

/** Timers that start at a fixed moment. */
export function createFakeTimers(): FakeTimers {
  let nowMs = 1_700_000_000_000;
  const timers = new Set<{ readonly atMs: number; readonly callback: () => void }>();
  return {
    now: () => nowMs,
    after(delayMs, callback) {
      const timer = { atMs: nowMs + delayMs, callback };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    async advance(ms) {
      const untilMs = nowMs + ms;
      await new Promise(setImmediate);
      for (;;) {
        const due = [...timers].filter(({ atMs }) => atMs <= untilMs).toSorted((a, b) => a.atMs - b.atMs)[0];
        if (!due) break;
        timers.delete(due);
        nowMs = Math.max(nowMs, due.atMs);
        due.callback();
        await new Promise(setImmediate);
      }
      nowMs = untilMs;
    },
    get size() {
      return timers.size;
    },
  };
}
