import type { Archiving, ArchivingOptions, StartArchiving } from './archiving.ts';

/** Loads what starts a worker for archives. */
export type LoadArchiveWorker = () => Promise<{ readonly startArchiveWorker: StartArchiving }>;

/** Archiving, fetched when it is asked for. @throws {TypeError} when its code cannot be had. */
export async function loadArchiving(
  options: Omit<ArchivingOptions, 'start'>,
  loadWorker: LoadArchiveWorker | undefined,
): Promise<Archiving> {
  const [{ createArchiving }, worker] = await Promise.all([import('./archiving.ts'), loadWorker?.()]);
  return createArchiving({ ...options, start: worker?.startArchiveWorker });
}
