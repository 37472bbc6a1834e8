import { EVENT_STREAM_HEADERS, PING_FRAME } from '../protocol/sse.ts';
import type { CoreResponse } from './CoreRequest.ts';
import type { Timers } from './Timers.ts';

/** The event streams that are open. */
export interface EventStreams {
  /**
   * An answer that streams: a ping at once and after every silence, and the frames of a source. The source's signal
   * aborts when the client leaves or when the server closes.
   */
  respond(clientSignal: AbortSignal, open: (signal: AbortSignal) => AsyncIterable<string>): CoreResponse;
  /** Ends all of them. */
  close(): void;
}

/** No stream yet. @see docs/spec.md S5 */
export function createEventStreams(timers: Timers, pingMs: number): EventStreams {
  const leaves = new Set<() => void>();
  let closed = false;

  async function* stream(clientSignal: AbortSignal, open: (signal: AbortSignal) => AsyncIterable<string>) {
    // A controller of its own: signals that outlive their readers collect listeners.
    const leaving = new AbortController();
    const leave = (): void => {
      leaving.abort();
    };
    if (closed || clientSignal.aborted) leave();
    leaves.add(leave);
    clientSignal.addEventListener('abort', leave, { once: true });
    const source = open(leaving.signal)[Symbol.asyncIterator]();
    try {
      yield PING_FRAME;
      for (let next = source.next(); ;) {
        const result = await orSilence(next, timers, pingMs);
        if (result === 'silence') yield PING_FRAME;
        else if (result.done) return;
        else {
          yield result.value;
          next = source.next();
        }
      }
    } finally {
      leave();
      leaves.delete(leave);
      clientSignal.removeEventListener('abort', leave);
      await source.return?.();
    }
  }

  return {
    respond: (clientSignal, open) => ({ status: 200, headers: EVENT_STREAM_HEADERS, body: stream(clientSignal, open) }),
    close() {
      closed = true;
      for (const leave of leaves) leave();
    },
  };
}

/** The outcome of a promise, or `silence` when it takes longer. */
function orSilence<T>(promise: Promise<T>, timers: Timers, ms: number): Promise<T | 'silence'> {
  return new Promise((resolve, reject) => {
    const cancel = timers.after(ms, () => {
      resolve('silence');
    });
    promise.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (error: unknown) => {
        cancel();
        reject(error instanceof Error ? error : new Error('An event stream failed.', { cause: error }));
      },
    );
  });
}
