import type { Clock } from './Clock.ts';

/** A clock on which every sleep is over at once and `now` says how long it would have taken. */
export function createInstantClock(): Clock {
  let nowMs = 0;
  return {
    now: () => nowMs,
    sleep(ms) {
      nowMs += Math.max(0, ms);
      return Promise.resolve();
    },
  };
}
