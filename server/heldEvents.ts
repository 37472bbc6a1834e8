import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ReplyEvent } from '../protocol/events.ts';
import type { ReplyId } from '../protocol/ids.ts';
import type { GenerationLog } from './log/GenerationLog.ts';

/** Where a finite read begins, and when it is given up. */
export interface HeldRange {
  readonly after: number;
  readonly signal: AbortSignal;
}

/**
 * What a log holds of a reply after a place: it ends where `GenerationLog.read` would wait. Opened at once, as that is.
 *
 * @see docs/spec.md S23
 */
export function heldEvents(log: GenerationLog, replyId: ReplyId, range: HeldRange): AsyncIterable<ReplyEvent> {
  const enough = new AbortController();
  const events = log.read(replyId, range.after, AbortSignal.any([range.signal, enough.signal]));
  return untilItWaits(events[Symbol.asyncIterator](), enough);
}

async function* untilItWaits<T>(source: AsyncIterator<T>, enough: AbortController): AsyncGenerator<T, void> {
  try {
    for (;;) {
      // A log gives what it holds within the turn; a turn later it waits for something new.
      const result = await Promise.race([source.next(), nextTurn()]);
      if (!result || result.done) return;
      yield result.value;
    }
  } finally {
    enough.abort();
  }
}
