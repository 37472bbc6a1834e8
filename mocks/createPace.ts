import type { Clock } from './Clock.ts';

/** Keeps the moment at which the next thing is due, so that waits add up exactly although timers are late. */
export interface Pace {
  /** Resolves `ms` milliseconds after the last thing was due, or when `signal` aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** Counts anew from now: the time that a test took at a gate is not caught up with. */
  restart(): void;
}

/**
 * A pace on a clock; it begins with the first wait.
 *
 * @see docs/spec.md K7
 */
export function createPace(clock: Clock): Pace {
  let dueMs: number | undefined;
  return {
    async wait(ms, signal) {
      dueMs = (dueMs ?? clock.now()) + ms;
      const remainingMs = dueMs - clock.now();
      if (remainingMs > 0) await clock.sleep(remainingMs, signal);
    },
    restart() {
      dueMs = undefined;
    },
  };
}
