import { ownWorker } from '../workers/ownWorker.ts';
// Vite makes this a file of its own and exports its address.
// oxlint-disable-next-line import/default
import workerUrl from './archive.worker.ts?worker&url';
import type { ArchiveAnswer, ArchiveRequest } from './archiveMessages.ts';

/**
 * Has a worker of its own read or write one archive.
 *
 * @returns what ends it; it ends by itself with the last answer.
 */
export function startArchiveWorker(request: ArchiveRequest, onAnswer: (answer: ArchiveAnswer) => void): () => void {
  const worker = ownWorker(workerUrl);
  worker.addEventListener('message', ({ data }: MessageEvent<ArchiveAnswer>) => {
    const isLast = data.kind === 'rows' ? data.isLast : data.kind !== 'progress';
    if (isLast) worker.terminate();
    onAnswer(data);
  });
  const breakOff = (): void => {
    worker.terminate();
    onAnswer({ kind: 'failed', code: 'broken-off' });
  };
  worker.addEventListener('error', breakOff);
  worker.addEventListener('messageerror', breakOff);
  worker.postMessage(request, []);
  return () => worker.terminate();
}
