import { createLoader } from '../persistence/createLoader.ts';
import { say } from '../words/say.ts';
import type { Removal, RemovalOptions } from './removal.ts';

/**
 * A removal whose code is loaded with the first deletion. Where it cannot be had, nothing is deleted and the status line says so.
 *
 * @see docs/spec.md N48
 */
export function lazyRemoval(options: RemovalOptions): Removal {
  let removal: Removal | undefined;
  const load = createLoader(async () => {
    // What deletes on the disk too: nothing may be out of sight that cannot be deleted.
    const [{ createRemoval }] = await Promise.all([import('./removal.ts'), options.storage.repository.deletions()]);
    return (removal ??= createRemoval(options));
  });
  const remove = async (work: (removal: Removal) => Promise<void>): Promise<void> => {
    try {
      await work(removal ?? (await load()));
    } catch {
      options.store.announce(say('The server does not answer. Start it, then try again.'));
    }
  };
  return {
    remove: (ids) => remove((loaded) => loaded.remove(ids)),
    removeMessage: (messageId, extent) => remove((loaded) => loaded.removeMessage(messageId, extent)),
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
