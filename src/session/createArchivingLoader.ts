import { createLoader } from '../persistence/createLoader.ts';
import type { Archiving, ArchivingOptions } from './archiving.ts';
import type { StartArchiving } from './askArchiver.ts';

/** Loads what starts a worker for archives. */
export type LoadArchiveWorker = () => Promise<{ readonly startArchiveWorker: StartArchiving }>;

/** Gives the archiving of a session, always the same, fetched when it is first asked for; where its code cannot be had, it rejects with a `TypeError`. */
export function createArchivingLoader(
  options: Omit<ArchivingOptions, 'start'>,
  loadWorker: LoadArchiveWorker | undefined,
): () => Promise<Archiving> {
  return createLoader(async () => {
    const [{ createArchiving }, worker] = await Promise.all([import('./archiving.ts'), loadWorker?.()]);
    return createArchiving({ ...options, start: worker?.startArchiveWorker });
  });
}
