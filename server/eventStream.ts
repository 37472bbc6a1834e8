import { PING_FRAME } from '../protocol/sse.ts';
import type { Timers } from './Timers.ts';

/** How a stream is kept alive. */
export interface EventStreamOptions {
  /** Aborts when the client leaves. */
  readonly signal: AbortSignal;
  readonly timers: Timers;
  /** The longest silence. */
  readonly pingMs: number;
}

/**
 * The body of an event stream: a ping at once and after every silence, and between them the frames of a source, which
 * is opened when the body is first read, and closed when it ends or the client leaves.
 *
 * @see docs/spec.md S5
 */
export async function* eventStream(
  open: (signal: AbortSignal) => AsyncIterable<string>,
  { signal, timers, pingMs }: EventStreamOptions,
): AsyncGenerator<string, void> {
  const source = open(signal)[Symbol.asyncIterator]();
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
    await source.return?.();
  }
}

/** The outcome of a promise, or `silence` when it takes longer. */
function orSilence<T>(promise: Promise<T>, timers: Timers, ms: number): Promise<T | 'silence'> {
  const silence = Promise.withResolvers<'silence'>();
  const cancel = timers.after(ms, () => {
    silence.resolve('silence');
  });
  return Promise.race([promise, silence.promise]).finally(cancel);
}
