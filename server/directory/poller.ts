import type { Timers } from '../Timers.ts';

/** Repeats a task while it is wanted. */
export interface Poller {
  /** Runs the task at once, and again a period after each end of it. Does nothing while it runs already. */
  start(): void;
  /** The task that runs now is the last. */
  stop(): void;
}

/** Where a poller stands. `looking` is a task under way; `wanted` says whether another follows it. */
type Loop =
  | { readonly state: 'idle' }
  | { readonly state: 'looking'; readonly wanted: boolean }
  | { readonly state: 'waiting'; readonly cancel: () => void };

/** A poller at rest. The task must not reject; the period is in milliseconds. */
export function createPoller(task: () => Promise<void>, periodMs: number, timers: Timers): Poller {
  let loop: Loop = { state: 'idle' };

  async function run(): Promise<void> {
    loop = { state: 'looking', wanted: true };
    await task();
    loop = isWanted() ? { state: 'waiting', cancel: timers.after(periodMs, () => void run()) } : { state: 'idle' };
  }

  /** A function, because the compiler does not see that `loop` may change during an `await`. */
  const isWanted = (): boolean => loop.state === 'looking' && loop.wanted;

  return {
    start() {
      if (loop.state === 'idle') void run();
      else if (loop.state === 'looking') loop = { state: 'looking', wanted: true };
    },
    stop() {
      if (loop.state === 'waiting') loop.cancel();
      loop = loop.state === 'looking' ? { state: 'looking', wanted: false } : { state: 'idle' };
    },
  };
}
