import type { ReplyEvent } from '../../protocol/events.ts';
import { LogError } from './GenerationLog.ts';
import type { LiveReply } from './LiveReply.ts';
import { mergedEventAt } from './mergedEventAt.ts';

/** When a reader gives up. */
interface ReadLiveOptions {
  readonly signal: AbortSignal;
  /** Whether nothing more will come to this log. Whoever closes it wakes the readers. */
  readonly isClosed: () => boolean;
}

/**
 * Follows a reply; see `GenerationLog.read`.
 *
 * @throws {LogError} `unknown` when there is none.
 */
export async function* readLive(
  reply: LiveReply | undefined,
  after: number,
  { signal, isClosed }: ReadLiveOptions,
): AsyncGenerator<ReplyEvent, void> {
  if (!reply) throw new LogError('unknown');
  let wake: (() => void) | undefined;
  const rouse = (): void => wake?.();
  const unlisten = reply.listen(rouse);
  signal.addEventListener('abort', rouse, { once: true });
  try {
    for (let place = after; !signal.aborted;) {
      const event = eventAfter(reply, place);
      if (event) {
        yield event;
        place = event.seq;
      }
      if (reply.end?.event.seq === place || (!event && isClosed())) return;
      // Nothing can have been added since it was looked at: nobody was given a turn.
      if (!event) await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    unlisten();
    signal.removeEventListener('abort', rouse);
  }
}

/** The next event after a place; beyond the end of an ended reply its final event. */
function eventAfter({ events, end }: LiveReply, place: number): ReplyEvent | undefined {
  return end && place > end.event.seq ? end.event : mergedEventAt(events, place);
}
