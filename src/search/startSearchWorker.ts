import { ownWorker } from '../workers/ownWorker.ts';
// Vite makes this a file of its own and exports its address.
// oxlint-disable-next-line import/default
import workerUrl from './search.worker.ts?worker&url';
import type { SearchAnswer, SearchRequest } from './searchMessages.ts';

/**
 * Starts the worker that searches the chats of the page's own database. One that dies answers with that, and the next request has another
 * one started, which reads everything anew.
 *
 * @returns the way to tell it something.
 */
export function startSearchWorker(onAnswer: (answer: SearchAnswer) => void): (request: SearchRequest) => void {
  let worker: Worker | undefined;
  let asked = 0;
  const start = (): Worker => {
    const started = ownWorker(workerUrl);
    started.addEventListener('message', ({ data }: MessageEvent<SearchAnswer>) => onAnswer(data));
    const breakOff = (): void => {
      started.terminate();
      worker = undefined;
      onAnswer({ kind: 'failed', number: asked });
    };
    started.addEventListener('error', breakOff);
    started.addEventListener('messageerror', breakOff);
    return started;
  };
  return (request) => {
    if (request.kind === 'find') asked = request.number;
    worker ??= start();
    worker.postMessage(request, []);
  };
}
