import { ownWorker } from '../workers/ownWorker.ts';
// Vite makes this a file of its own and exports its address.
// oxlint-disable-next-line import/default
import workerUrl from './search.worker.ts?worker&url';
import type { SearchAnswer, SearchRequest } from './searchMessages.ts';

/**
 * Starts the worker that searches the chats of the page's own database.
 *
 * @returns the way to tell it something.
 */
export function startSearchWorker(onAnswer: (answer: SearchAnswer) => void): (request: SearchRequest) => void {
  const worker = ownWorker(workerUrl);
  worker.addEventListener('message', ({ data }: MessageEvent<SearchAnswer>) => onAnswer(data));
  return (request) => worker.postMessage(request, []);
}
