import type { Release, TabLocks } from './TabLocks.ts';

/** The locks that all tabs of a browser share. @see https://www.w3.org/TR/web-locks/ */
export function browserLocks(manager: LockManager): TabLocks {
  return {
    tryHold: (name) =>
      new Promise((resolve) => {
        const take = (lock: Lock | null) => (lock ? keep(resolve) : resolve(undefined));
        // A page that is going away is given none.
        manager.request(name, { ifAvailable: true }, take).catch(() => resolve(undefined));
      }),
    hold: (name, signal) =>
      new Promise((resolve, reject) => {
        manager.request(name, { signal }, () => keep(resolve)).catch(reject);
      }),
  };
}

/** Hands out the release of a lock. The browser holds the lock for as long as the promise is pending. */
function keep(give: (release: Release) => void): Promise<void> {
  const held = Promise.withResolvers<void>();
  give(held.resolve);
  return held.promise;
}
