import type { Timers } from './Timers.ts';

/** Cuts time into frames that all replies share, so that a frame costs one timer however many of them wait for its end. */
export interface FrameClock {
  /** The number of the frame that runs. */
  frame(): number;
  /** Calls back once when the frame that runs has ended. @returns a function that cancels it. */
  afterFrame(callback: () => void): () => void;
}

/** A clock whose frames last `frameMs` milliseconds. It costs nothing while nobody waits. */
export function createFrameClock(timers: Timers, frameMs: number): FrameClock {
  const waiting = new Set<() => void>();
  let cancel: (() => void) | undefined;

  function tick(): void {
    cancel = undefined;
    const due = [...waiting];
    waiting.clear();
    for (const callback of due) callback();
  }

  return {
    frame: () => Math.floor(timers.now() / frameMs),
    afterFrame(callback) {
      waiting.add(callback);
      cancel ??= timers.after(frameMs - (timers.now() % frameMs), tick);
      return () => {
        waiting.delete(callback);
        if (waiting.size > 0) return;
        cancel?.();
        cancel = undefined;
      };
    },
  };
}
