import { createLoader } from '../persistence/createLoader.ts';
import type { Removal, RemovalOptions } from './removal.ts';

/** A removal whose code is loaded with the first deletion. Deleting rejects with a `TypeError` where it cannot be had. */
export function lazyRemoval(options: RemovalOptions): Removal {
  let removal: Removal | undefined;
  const load = createLoader(async () => {
    // What deletes on the disk too: nothing may be out of sight that cannot be deleted.
    const [{ createRemoval }] = await Promise.all([import('./removal.ts'), options.storage.repository.deletions()]);
    return (removal ??= createRemoval(options));
  });
  return {
    remove: async (...given) => (removal ?? (await load())).remove(...given),
    removeMessage: async (...given) => (removal ?? (await load())).removeMessage(...given),
    // Before there was a deletion there is nothing to do, and a page that goes away has no time to wait.
    undo: async () => removal?.undo(),
    commit: async () => removal?.commit(),
    // Where its code cannot be had, the next visit does it.
    takeOver: () =>
      load().then(
        (loaded) => loaded.takeOver(),
        () => undefined,
      ),
    close: () => removal?.close(),
  };
}
