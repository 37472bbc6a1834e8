import { encodeFeedEvent, type FeedEvent } from '../protocol/feed.ts';
import { encodeSseMessage } from '../protocol/sse.ts';
import { createBell } from './bell.ts';

/** The news of this server for every open page. */
export interface Feed {
  publish(event: FeedEvent): void;
  /** The place of the newest event. */
  readonly last: number;
  /** Frames of what follows a place, then of what comes, until `signal` aborts or the feed is closed. Who is too slow misses the oldest. */
  read(after: number, signal: AbortSignal): AsyncIterable<string>;
  close(): void;
}

/** How many events are kept for pages that reconnect. */
const KEPT_EVENTS = 256;

/**
 * A feed without events; it keeps the newest 256.
 *
 * @param startAt the place before its first event: the time in milliseconds since 1970, so that what a server says after a
 *   restart lies ahead of what pages have heard from the one before it.
 * @see docs/spec.md S20
 */
export function createFeed(startAt: number): Feed {
  const frames: string[] = [];
  const added = createBell();
  let last = startAt;
  const closing = new AbortController();
  return {
    publish(event) {
      last += 1;
      frames.push(encodeSseMessage(encodeFeedEvent(last, event)));
      if (frames.length > KEPT_EVENTS) frames.shift();
      added.ring();
    },
    get last() {
      return last;
    },
    close() {
      closing.abort();
      added.ring();
    },
    async *read(after, signal) {
      const listener = added.listen(signal);
      try {
        // A place that lies ahead is one of a server whose clock was: all that is kept is news then.
        for (let place = after > last ? 0 : after; !signal.aborted && !closing.signal.aborted;) {
          const offset = Math.max(0, frames.length - (last - place));
          const frame = frames[offset];
          if (frame === undefined) await listener.wait();
          else {
            place = last - frames.length + offset + 1;
            yield frame;
          }
        }
      } finally {
        listener.close();
      }
    },
  };
}
