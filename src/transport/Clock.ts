/** Time, passed in so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  nowMs(): number;
  /** Calls `callback` once after `delayMs` milliseconds unless the returned function is called before. */
  after(delayMs: number, callback: () => void): () => void;
}

/** The platform's own time. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
