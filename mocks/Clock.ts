/**
 * The time that a player keeps. It is always passed in, so that a test decides how time goes: `createInstantClock.ts` for tests,
 * `createManualClock.ts` for tests about time itself, `realClock.ts` for people.
 */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  now(): number;
  /** Resolves when `ms` milliseconds have passed or `signal` aborts, whichever comes first. Never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}
