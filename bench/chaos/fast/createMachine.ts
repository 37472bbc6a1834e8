import type { Sleep } from '../judge.ts';
import type { World } from './createWorld.ts';

/** The machine that the browser runs on: it may sleep, and then its time goes on without it. */
export interface Machine extends Pick<World, 'nowMs' | 'after'> {
  /** Sleeps for so many milliseconds, unless it does already: what is due meanwhile happens when it wakes. */
  sleep(ms: number): void;
  readonly isAwake: boolean;
  /** When it slept. They do not overlap. */
  readonly sleeps: readonly Sleep[];
  /** Resolves when it is awake. */
  awake(): Promise<void>;
}

/** A machine that is awake. */
export function createMachine(world: World): Machine {
  let wakesAtMs = 0;
  const sleeps: Sleep[] = [];
  const after: Machine['after'] = (delayMs, callback) => {
    let cancel = world.after(delayMs, ring);
    function ring(): void {
      const leftMs = wakesAtMs - world.nowMs();
      if (leftMs > 0) cancel = world.after(leftMs, ring);
      else callback();
    }
    return () => cancel();
  };
  return {
    nowMs: world.nowMs,
    after,
    sleeps,
    get isAwake() {
      return wakesAtMs <= world.nowMs();
    },
    sleep(ms) {
      if (wakesAtMs > world.nowMs()) return;
      wakesAtMs = world.nowMs() + ms;
      sleeps.push({ fromMs: world.nowMs(), toMs: wakesAtMs });
    },
    awake: () => (wakesAtMs > world.nowMs() ? new Promise((resolve) => void after(0, resolve)) : Promise.resolve()),
  };
}
