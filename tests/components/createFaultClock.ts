import { LINK_SILENCE_MS } from '../../protocol/limits.ts';
import type { Clock } from '../../src/transport/Clock.ts';

/** The time of a wire on which something goes wrong. */
export interface FaultClock extends Clock {
  /** Lets every connection that is watched count as silent for too long. */
  passSilence(): void;
}

/** As often as this a lost link is tried again; then the time stands still, as it would between two later tries. */
const TRIES = 8;

/** A clock on which the wait before a reconnect is over at once, and a silent link is noticed when the test says so. */
export function createFaultClock(): FaultClock {
  const alarms = new Set<() => void>();
  let tries = 0;
  return {
    nowMs: () => Date.now(),
    after(delayMs, callback) {
      if (delayMs === LINK_SILENCE_MS) {
        alarms.add(callback);
        return () => void alarms.delete(callback);
      }
      tries += 1;
      if (tries > TRIES) return () => undefined;
      const timer = setTimeout(callback);
      return () => clearTimeout(timer);
    },
    passSilence: () => [...alarms].forEach((ring) => ring()),
  };
}
