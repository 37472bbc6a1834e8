import { TinyModelError, type TinyEvent } from './TinyModel.ts';
import type { WorkerReport } from './WorkerMessage.ts';

/** The running replies of one worker, as streams that fill with what the worker reports. */
export interface ReplyInbox {
  /** A new reply: its number, and its events until `end`. */
  open(): { readonly id: number; readonly events: ReadableStream<TinyEvent> };
  /** Takes a report to its reply. One about a reply that runs no more is dropped: it was on its way. */
  readonly receive: (report: WorkerReport) => void;
  /** Ends a reply before its time. Returns whether it was running. */
  end(id: number): boolean;
  /** Fails every running reply. */
  failAll(error: TinyModelError): void;
}

/**
 * An inbox without replies.
 *
 * @param onIdle is called each time the last running reply ends.
 */
export function createReplyInbox(onIdle: () => void): ReplyInbox {
  const running = new Map<number, ReadableStreamDefaultController<TinyEvent>>();
  let nextId = 1;

  /** Takes a reply out of the running ones, if it is there. */
  function settle(id: number): ReadableStreamDefaultController<TinyEvent> | undefined {
    const controller = running.get(id);
    if (running.delete(id) && running.size === 0) onIdle();
    return controller;
  }

  return {
    open() {
      const id = nextId++;
      return { id, events: new ReadableStream({ start: (controller) => void running.set(id, controller) }) };
    },
    receive(report) {
      if (report.type === 'failed') {
        settle(report.id)?.error(new TinyModelError('worker-failed', { cause: report.message }));
        return;
      }
      running.get(report.id)?.enqueue(report.event);
      if (report.event.type === 'end') settle(report.id)?.close();
    },
    end(id) {
      const controller = settle(id);
      controller?.close();
      return controller !== undefined;
    },
    failAll(error) {
      for (const controller of running.values()) controller.error(error);
      running.clear();
    },
  };
}
