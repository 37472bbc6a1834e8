import { PING_FRAME } from '../protocol/sse.ts';
import { createQuietTimer } from './createQuietTimer.ts';
import type { Timers } from './Timers.ts';

/** What a stream sends and how it is kept alive. */
export interface EventStreamOptions<T> {
  /** Called when the body is first read. Must return soon after `signal` has aborted. */
  readonly open: (signal: AbortSignal) => AsyncIterable<T>;
  readonly encode: (item: T) => string;
  /** Aborts when the client leaves. */
  readonly signal: AbortSignal;
  readonly timers: Timers;
  /** The longest silence. */
  readonly pingMs: number;
}

/**
 * The body of an event stream: a ping at once and after every silence, and between them the frames of a source, which
 * is closed when it ends or the client leaves.
 *
 * @see docs/spec.md S5
 */
export async function* eventStream<T>(options: EventStreamOptions<T>): AsyncGenerator<string, void> {
  const source = options.open(options.signal)[Symbol.asyncIterator]();
  const silence = createSilence(options.timers, options.pingMs);
  try {
    yield PING_FRAME;
    for (let next = source.next(); ;) {
      const result = await silence.or(next);
      if (result === 'silence') yield PING_FRAME;
      else if (result.done) return;
      else {
        yield options.encode(result.value);
        next = source.next();
      }
    }
  } finally {
    silence.close();
    await source.return?.();
  }
}

/** One timer for a whole stream, however many events it has. */
function createSilence(timers: Timers, pingMs: number) {
  let onSilence: (() => void) | undefined;
  const timer = createQuietTimer(timers, pingMs, () => {
    onSilence?.();
  });
  return {
    /** The outcome of a promise, or `silence` when nothing came for too long before it. */
    or<R>(promise: Promise<R>): Promise<R | 'silence'> {
      return new Promise((resolve, reject) => {
        onSilence = () => {
          resolve('silence');
        };
        promise.then((value) => {
          timer.heard();
          resolve(value);
        }, reject);
      });
    },
    close: () => {
      timer.close();
    },
  };
}
