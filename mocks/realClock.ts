import type { Clock } from './Clock.ts';

/** The time on the wall, for `npm run dev -- --mock`, the demo model and benches. */
export const realClock: Clock = {
  now: () => performance.now(),
  sleep(ms, signal) {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (signal.aborted) return Promise.resolve();
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    // Rounded up: a timer that fires early would be set again at once.
    const timer = setTimeout(finish, Math.ceil(ms));
    signal.addEventListener('abort', finish);
    return promise;
  },
};
