import type { ReadySource } from './ReadySource.ts';

/**
 * What a source holds: it is done where the source would wait.
 *
 * @see docs/spec.md S23
 */
export function heldEvents<T>(source: ReadySource<T>): ReadySource<T> {
  let isDone = false;
  return {
    take() {
      const item = source.take();
      if (item === undefined) isDone = true;
      return item;
    },
    get isDone() {
      return isDone || source.isDone;
    },
    close: () => source.close(),
  };
}
