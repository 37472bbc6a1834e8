import { Worker } from 'node:worker_threads';
import { createReplyInbox } from './createReplyInbox.ts';
import { TinyModelError, type TinyEvent, type TinyRequest } from './TinyModel.ts';
import type { WorkerCommand, WorkerReport, WorkerSetup } from './WorkerMessage.ts';

/** A reply that is being computed. */
export interface RunningReply {
  /** Its events. Ends after the event `end`, or when stopped; fails with a `TinyModelError`. */
  readonly events: ReadableStream<TinyEvent>;
  /** Ends the computing. Safe at any time, and more than once. */
  readonly stop: () => void;
}

/** The worker thread of the built-in model, seen from outside. */
export interface WorkerLink {
  /** How many tokens it has computed. */
  readonly computedTokens: number;
  /** Starts a reply, and the worker if there is none. @throws {TinyModelError} `closed`. */
  readonly open: (request: TinyRequest) => RunningReply;
  /** Ends the worker and its replies, for good. */
  readonly close: () => Promise<void>;
}

/**
 * A link without a worker yet. A worker that breaks fails the replies in it, and the next reply starts another.
 *
 * @param entry where the worker's code lies.
 */
export function createWorkerLink(entry: URL): WorkerLink {
  const setup: WorkerSetup = { computedTokens: new Int32Array(new SharedArrayBuffer(4)) };
  // An idle worker does not keep the process alive.
  const inbox = createReplyInbox(() => worker?.unref());
  let worker: Worker | undefined;
  let closed = false;

  function startOwn(): Worker {
    return startWorker(entry, setup, {
      onReport: inbox.receive,
      onExit(cause) {
        worker = undefined;
        inbox.failAll(closed ? new TinyModelError('closed') : new TinyModelError('worker-failed', { cause }));
      },
    });
  }

  return {
    get computedTokens() {
      return Atomics.load(setup.computedTokens, 0);
    },
    open(request) {
      if (closed) throw new TinyModelError('closed');
      const current = (worker ??= startOwn());
      current.ref();
      const { id, events } = inbox.open();
      send(current, { type: 'generate', id, request });
      const stop = (): void => {
        if (!inbox.end(id)) return;
        send(current, { type: 'stop', id });
      };
      return { events, stop };
    },
    async close() {
      closed = true;
      await worker?.terminate();
    },
  };
}

function startWorker(
  entry: URL,
  setup: WorkerSetup,
  on: { readonly onReport: (report: WorkerReport) => void; readonly onExit: (cause: unknown) => void },
): Worker {
  // Without the environment: the keys of providers have no business in there.
  const worker = new Worker(entry, { workerData: setup, env: {} });
  let cause: unknown;
  worker.on('message', on.onReport);
  worker.on('error', (error) => {
    cause = error;
  });
  worker.on('exit', () => on.onExit(cause));
  return worker;
}

function send(worker: Worker, command: WorkerCommand): void {
  worker.postMessage(command, []);
}
