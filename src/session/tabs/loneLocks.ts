import type { Release, TabLocks } from './TabLocks.ts';

/** The locks of a page that cannot share any, because its browser has none to share (plain http in a LAN). */
export function loneLocks(): TabLocks {
  const queues = new Map<string, (() => void)[]>();
  const take = (name: string): Release => {
    let isHeld = true;
    if (!queues.has(name)) queues.set(name, []);
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const next = queues.get(name)?.shift();
      if (next) next();
      else queues.delete(name);
    };
  };
  return {
    tryHold: (name) => Promise.resolve(queues.has(name) ? undefined : take(name)),
    hold: (name, signal) =>
      new Promise((resolve, reject) => {
        const queue = queues.get(name);
        if (!queue) return resolve(take(name));
        const next = (): void => resolve(take(name));
        queue.push(next);
        signal.addEventListener('abort', () => {
          const place = queue.indexOf(next);
          if (place === -1) return;
          queue.splice(place, 1);
          reject(new DOMException('The waiting was given up.', 'AbortError'));
        });
      }),
  };
}
