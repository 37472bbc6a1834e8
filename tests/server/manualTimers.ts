import type { Timers } from '../../server/Timers.ts';

/** Time that a test moves by hand. */
export interface ManualTimers extends Timers {
  /** How many callbacks wait. */
  readonly waiting: number;
  /** Lets time pass and calls back those whose time has come. */
  advance(ms: number): void;
}

/** Timers that stand at 0 until the test advances them. */
export function createManualTimers(): ManualTimers {
  const waiting = new Map<() => void, number>();
  let nowMs = 0;
  return {
    now: () => nowMs,
    after(delayMs, callback) {
      const entry = (): void => callback();
      waiting.set(entry, nowMs + delayMs);
      return () => {
        waiting.delete(entry);
      };
    },
    get waiting() {
      return waiting.size;
    },
    advance(ms) {
      nowMs += ms;
      for (const [entry, dueMs] of waiting) {
        if (dueMs > nowMs) continue;
        waiting.delete(entry);
        entry();
      }
    },
  };
}
