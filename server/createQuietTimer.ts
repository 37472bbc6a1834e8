import type { Timers } from './Timers.ts';

/** Watches for a silence. */
export interface QuietTimer {
  /** Something was heard: the silence begins anew. Costs no timer, so that it may be called for every event. */
  heard(): void;
  close(): void;
}

/** Calls back whenever nothing was heard for `quietMs` milliseconds. */
export function createQuietTimer(timers: Timers, quietMs: number, onQuiet: () => void): QuietTimer {
  let heardAtMs = timers.now();
  let cancel = timers.after(quietMs, check);

  function check(): void {
    const restMs = heardAtMs + quietMs - timers.now();
    // More than the whole is left when the machine's clock was set back.
    const isQuiet = restMs <= 0 || restMs > quietMs;
    if (isQuiet) heardAtMs = timers.now();
    cancel = timers.after(isQuiet ? quietMs : restMs, check);
    if (restMs <= 0) onQuiet();
  }

  return {
    heard() {
      heardAtMs = timers.now();
    },
    close() {
      cancel();
    },
  };
}
