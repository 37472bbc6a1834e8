import type { Clock } from './Clock.ts';

/** A clock that a test moves by hand. */
export interface ManualClock extends Clock {
  /** How many sleepers wait for the time to go on. */
  readonly sleepers: number;
  /** Lets `ms` milliseconds pass and wakes those whose time has come, the earliest first. */
  advance(ms: number): void;
}

interface Sleeper {
  readonly dueMs: number;
  readonly wake: () => void;
}

/** A clock that stands at 0 until the test advances it. */
export function createManualClock(): ManualClock {
  let nowMs = 0;
  let sleepers: readonly Sleeper[] = [];
  return {
    now: () => nowMs,
    get sleepers() {
      return sleepers.length;
    },
    sleep(ms, signal) {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (signal.aborted || ms <= 0) return Promise.resolve();
      const wake = (): void => {
        sleepers = sleepers.filter((sleeper) => sleeper.wake !== wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      signal.addEventListener('abort', wake);
      sleepers = [...sleepers, { dueMs: nowMs + ms, wake }].toSorted((a, b) => a.dueMs - b.dueMs);
      return promise;
    },
    advance(ms) {
      nowMs += ms;
      for (const sleeper of sleepers) {
        if (sleeper.dueMs <= nowMs) sleeper.wake();
      }
    },
  };
}
