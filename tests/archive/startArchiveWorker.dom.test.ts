import { afterEach, expect, test, vi } from 'vitest';
import type { ArchiveAnswer, ArchiveOrder, ArchiveReport } from '../../src/archive/archiveMessages.ts';
import { joinPieces } from '../../src/archive/pieces.ts';
import { startArchiveWorker } from '../../src/archive/startArchiveWorker.ts';
import { conversation, question } from '../persistence/rows.ts';

/** A worker that does nothing by itself. */
class IdleWorker extends EventTarget {
  static last: IdleWorker | undefined;
  isTerminated = false;

  constructor() {
    super();
    IdleWorker.last = this;
  }

  readonly orders: ArchiveOrder[] = [];

  postMessage(order: ArchiveOrder): void {
    this.orders.push(order);
  }

  report(data: ArchiveReport): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
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

test('[I20] rows are handed over in pieces, each when the one before was taken, with the settings once', () => {
  vi.stubGlobal('Worker', IdleWorker);
  const rows = {
    conversations: [conversation('a')],
    messages: Array.from({ length: 450 }, (_, at) => question(`q${at}`, 'a')),
    attachments: [],
    settings: { values: { theme: 'dark' }, skipped: 0 },
  } as const;
  const answers: ArchiveAnswer[] = [];
  startArchiveWorker({ kind: 'write', rows }, (answer) => answers.push(answer));
  const worker = IdleWorker.last;
  const counts = [1, 2, 3].map((count) => {
    if (count > 1) worker?.report({ kind: 'taken' });
    return worker?.orders.length;
  });
  expect(counts).toEqual([1, 2, 3]);
  const pieces = worker?.orders.flatMap((order) => (order.kind === 'write' ? [order] : [])) ?? [];
  expect(pieces.map(({ isLast }) => isLast)).toEqual([false, false, true]);
  expect(Math.max(...pieces.map((piece) => piece.rows.messages.length))).toBe(200);
  expect(joinPieces(pieces.map((piece) => piece.rows))).toEqual(rows);
  expect(answers).toEqual([]);
  expect(worker?.isTerminated).toBe(false);
  const archive = new Blob(['zip']);
  worker?.report({ kind: 'archive', archive });
  expect(answers).toEqual([{ kind: 'archive', archive }]);
  expect(worker?.isTerminated).toBe(true);
});
