import { createQuietTimer } from './createQuietTimer.ts';
import type { Limits } from './defaultLimits.ts';
import type { Timers } from './Timers.ts';

/** Ends a call that takes too long. */
export interface Watchdog {
  /** Aborts when a limit has passed, or when the caller's own signal aborts. */
  readonly signal: AbortSignal;
  /** Whether it was a limit. */
  readonly timedOut: boolean;
  /** A sign of life: the limit is `idleMs` from now. */
  touch(): void;
  close(): void;
}

/** Watches one call of a model from now on, first for its first byte. */
export function createWatchdog(timers: Timers, limits: Limits, outer: AbortSignal): Watchdog {
  const controller = new AbortController();
  let timedOut = false;
  let isAlive = false;
  const abort = (): void => {
    controller.abort();
  };
  const expire = (): void => {
    timedOut = true;
    abort();
  };
  if (outer.aborted) abort();
  outer.addEventListener('abort', abort, { once: true });
  const cancelTotal = timers.after(limits.totalMs, expire);
  let silence = createQuietTimer(timers, limits.firstByteMs, expire);
  return {
    signal: controller.signal,
    get timedOut() {
      return timedOut;
    },
    touch() {
      if (isAlive) return silence.heard();
      isAlive = true;
      silence.close();
      silence = createQuietTimer(timers, limits.idleMs, expire);
    },
    close() {
      silence.close();
      cancelTotal();
      outer.removeEventListener('abort', abort);
    },
  };
}
