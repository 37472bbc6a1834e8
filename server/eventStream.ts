import { PING_FRAME } from '../protocol/sse.ts';
import { createQuietTimer } from './createQuietTimer.ts';
import type { OpenSource } from './ReadySource.ts';
import type { Timers } from './Timers.ts';

/** What a stream sends and how it is kept alive. */
export interface EventStreamOptions<T> {
  /** Called when the body is first read. */
  readonly open: OpenSource<T>;
  readonly encode: (item: T) => string;
  readonly timers: Timers;
  /** The longest silence. */
  readonly pingMs: number;
}

/**
 * The body of an event stream: a ping at once and after every silence, and between them the frames of a source.
 *
 * @see docs/spec.md S5
 */
export function eventStream<T>({ open, encode, timers, pingMs }: EventStreamOptions<T>): OpenSource<string> {
  return (onReady) => {
    const source = open(onReady);
    let isPingDue = true;
    const silence = createQuietTimer(timers, pingMs, () => {
      isPingDue = true;
      onReady();
    });
    return {
      take() {
        const item = isPingDue ? undefined : source.take();
        if (item !== undefined) {
          silence.heard();
          return encode(item);
        }
        if (!isPingDue) return undefined;
        isPingDue = false;
        return PING_FRAME;
      },
      get isDone() {
        return !isPingDue && source.isDone;
      },
      close() {
        silence.close();
        source.close();
      },
    };
  };
}
