/** One who sleeps until the bell rings. A ring while it is awake is kept, so that none is missed. */
export interface BellListener {
  /** Resolves at the next ring, at once when one was missed, and always once the listener's signal has aborted. */
  wait(): Promise<void>;
  /** Stops listening. */
  close(): void;
}

/** Wakes those who wait for something to change. */
export interface Bell {
  ring(): void;
  listen(signal: AbortSignal): BellListener;
}

/** A bell that nobody listens to yet. */
export function createBell(): Bell {
  const listeners = new Set<() => void>();
  return {
    ring() {
      for (const wake of listeners) wake();
    },
    listen(signal) {
      let rung = false;
      let resume: (() => void) | undefined;
      const wake = (): void => {
        rung = true;
        resume?.();
      };
      listeners.add(wake);
      // One abort handler for each listener, not for each wait: a reader waits once for every event.
      signal.addEventListener('abort', wake, { once: true });
      return {
        async wait() {
          if (!rung && !signal.aborted) {
            await new Promise<void>((resolve) => {
              resume = resolve;
            });
          }
          rung = false;
          resume = undefined;
        },
        close() {
          listeners.delete(wake);
          signal.removeEventListener('abort', wake);
        },
      };
    },
  };
}
