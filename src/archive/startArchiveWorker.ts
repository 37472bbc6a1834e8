import { ownWorker } from '../workers/ownWorker.ts';
// Vite makes this a file of its own and exports its address.
// oxlint-disable-next-line import/default
import workerUrl from './archive.worker.ts?worker&url';
import type { ArchiveAnswer, ArchiveOrder, ArchiveReport, ArchiveRequest } from './archiveMessages.ts';
import { piecesOf } from './pieces.ts';

/**
 * Has a worker of its own read or write one archive.
 *
 * @returns what ends it; it ends by itself with the last answer.
 */
export function startArchiveWorker(request: ArchiveRequest, onAnswer: (answer: ArchiveAnswer) => void): () => void {
  const worker = ownWorker(workerUrl);
  const orders = ordersOf(request);
  const sendNext = (): void => {
    const { value } = orders.next();
    if (value) worker.postMessage(value, []);
  };
  worker.addEventListener('message', ({ data }: MessageEvent<ArchiveReport>) => {
    if (data.kind === 'taken') return sendNext();
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
  sendNext();
  return () => worker.terminate();
}

function* ordersOf(request: ArchiveRequest): Generator<ArchiveOrder, undefined> {
  if (request.kind === 'read') yield request;
  else for (const piece of piecesOf(request.rows)) yield { kind: 'write', ...piece };
}
