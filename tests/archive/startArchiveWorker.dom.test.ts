import { afterEach, expect, test, vi } from 'vitest';
import type { ArchiveAnswer } from '../../src/archive/archiveMessages.ts';
import { startArchiveWorker } from '../../src/archive/startArchiveWorker.ts';

/** A worker that does nothing by itself. */
class IdleWorker extends EventTarget {
  static last: IdleWorker | undefined;
  isTerminated = false;

  constructor() {
    super();
    IdleWorker.last = this;
  }

  postMessage(): void {
    // What it is asked is not looked at.
  }

  terminate(): void {
    this.isTerminated = true;
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test.each(['error', 'messageerror'])('[I4] a worker that dies of an event %s is ended, and says so', (type) => {
  vi.stubGlobal('Worker', IdleWorker);
  const answers: ArchiveAnswer[] = [];
  startArchiveWorker({ kind: 'read', file: new Blob(['x']) }, (answer) => answers.push(answer));
  IdleWorker.last?.dispatchEvent(new Event(type));
  expect(answers).toEqual([{ kind: 'failed', code: 'broken-off' }]);
  expect(IdleWorker.last?.isTerminated).toBe(true);
});
