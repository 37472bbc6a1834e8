import type { Clock } from '../../src/transport/Clock.ts';

/** A clock that stands still until it is moved. */
export interface ManualClock extends Clock {
  /** Moves on by `ms` milliseconds and calls what falls due, in order. */
  advance(ms: number): void;
  /** How many calls are waiting. */
  readonly waiting: number;
  /** In how many milliseconds the next call is due, or `undefined` when none waits. */
  readonly nextInMs: number | undefined;
}

interface Timer {
  readonly atMs: number;
  readonly callback: () => void;
}

/** A clock that begins at `startMs` milliseconds since 1970. */
export function createManualClock(startMs = 1_700_000_000_000): ManualClock {
  let now = startMs;
  const timers = new Set<Timer>();
  const next = (): Timer | undefined => [...timers].toSorted((a, b) => a.atMs - b.atMs)[0];
  return {
    nowMs: () => now,
    after(delayMs, callback) {
      const timer = { atMs: now + delayMs, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(ms) {
      const until = now + ms;
      for (let timer = next(); timer && timer.atMs <= until; timer = next()) {
        now = Math.max(now, timer.atMs);
        timers.delete(timer);
        timer.callback();
      }
      now = until;
    },
    get waiting() {
      return timers.size;
    },
    get nextInMs() {
      const timer = next();
      return timer && timer.atMs - now;
    },
  };
}
