import type { World } from './createWorld.ts';

/** What time is for a process: that of the world, or of a machine that may sleep. */
type Time = Pick<World, 'nowMs' | 'after'>;

/** The life of a process: what it has set going ends with it, without a word. */
export interface Life {
  readonly isOver: boolean;
  /** Aborts when it ends. */
  readonly signal: AbortSignal;
  nowMs(): number;
  now(): number;
  /** As that of its time, but nobody is called back after the end. */
  after(delayMs: number, callback: () => void): () => void;
  end(): void;
  /** The same promise, but it never settles after the end. */
  bound<T>(work: Promise<T>): Promise<T>;
}

/** A life that has just begun. */
export function createLife(time: Time): Life {
  const ending = new AbortController();
  const { signal } = ending;
  return {
    get isOver() {
      return signal.aborted;
    },
    signal,
    nowMs: time.nowMs,
    now: time.nowMs,
    after: (delayMs, callback) =>
      time.after(delayMs, () => {
        if (!signal.aborted) callback();
      }),
    end: () => ending.abort(),
    async bound(work) {
      const settled = await Promise.allSettled([work]);
      if (signal.aborted) await new Promise(() => undefined);
      return settled[0].status === 'fulfilled' ? settled[0].value : work;
    },
  };
}
