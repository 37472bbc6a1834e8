import type { ReplyEvent } from '../../protocol/events.ts';
import type { LogReader } from './GenerationLog.ts';
import type { LiveReply } from './LiveReply.ts';
import { mergedEventAt } from './mergedEventAt.ts';

/** Where a reader begins, and what it is told. */
export interface OpenLiveReplyOptions {
  readonly after: number;
  readonly onMore: () => void;
  /** Whether nothing more will come to this log. Whoever closes it wakes the readers. */
  readonly isClosed: () => boolean;
}

/** Opens a reader of a reply; see `GenerationLog.open`. */
export function openLiveReply(reply: LiveReply, { after, onMore, isClosed }: OpenLiveReplyOptions): LogReader {
  let place = after;
  const close = reply.listen(onMore);
  return {
    take() {
      const event = eventAfter(reply, place);
      if (event) place = event.seq;
      return event;
    },
    get isDone() {
      return reply.end?.event.seq === place || (isClosed() && !eventAfter(reply, place));
    },
    close,
  };
}

/** The next event after a place; beyond the end of an ended reply its final event. */
function eventAfter({ events, end }: LiveReply, place: number): ReplyEvent | undefined {
  return end && place > end.event.seq ? end.event : mergedEventAt(events, place);
}
