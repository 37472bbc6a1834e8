/** Time, passed in so that tests can hold it. */
export interface Timers {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once after a delay in milliseconds. @returns a function that cancels it; cancelling twice is harmless. */
  after(delayMs: number, callback: () => void): () => void;
}

/** The machine's own time. */
export const systemTimers: Timers = {
  now: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};
