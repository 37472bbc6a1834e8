import { afterEach, expect, test, vi } from 'vitest';
import type { SearchAnswer, SearchRequest } from '../../src/search/searchMessages.ts';
import { startSearchWorker } from '../../src/search/startSearchWorker.ts';

const started: IdleWorker[] = [];

/** A worker that does nothing by itself. */
class IdleWorker extends EventTarget {
  readonly requests: SearchRequest[] = [];
  isTerminated = false;

  constructor() {
    super();
    started.push(this);
  }

  postMessage(request: SearchRequest): void {
    this.requests.push(request);
  }

  terminate(): void {
    this.isTerminated = true;
  }
}

afterEach(() => {
  started.length = 0;
  vi.unstubAllGlobals();
});

test.each(['error', 'messageerror'])(
  '[Q5] a worker that dies of an event %s says so, and the next question has another one',
  (type) => {
    vi.stubGlobal('Worker', IdleWorker);
    const answers: SearchAnswer[] = [];
    const tell = startSearchWorker((answer) => answers.push(answer));
    const ask = (number: number) => tell({ kind: 'find', terms: ['otter'], limit: 5, number });
    ask(7);
    started[0]?.dispatchEvent(new Event(type));
    expect(answers).toEqual([{ kind: 'failed', number: 7 }]);
    expect(started[0]?.isTerminated).toBe(true);
    ask(8);
    expect(started.map(({ requests }) => requests.length)).toEqual([1, 1]);
  },
);
