import { encodeFeedEvent, type FeedEvent } from '../protocol/feed.ts';
import { encodeSseMessage } from '../protocol/sse.ts';
import type { ReadySource } from './ReadySource.ts';

/** The news of this server for every open page. */
export interface Feed {
  publish(event: FeedEvent): void;
  /** The place of the newest event. */
  readonly last: number;
  /** Frames of what follows a place, then of what comes, until the feed is closed. Who is too slow misses the oldest. */
  open(after: number, onReady: () => void): ReadySource<string>;
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
  const readers = new Set<() => void>();
  let last = startAt;
  let isClosed = false;
  return {
    publish(event) {
      last += 1;
      frames.push(encodeSseMessage(encodeFeedEvent(last, event)));
      if (frames.length > KEPT_EVENTS) frames.shift();
      for (const onReady of readers) onReady();
    },
    get last() {
      return last;
    },
    close() {
      isClosed = true;
      for (const onReady of readers) onReady();
    },
    open(after, onReady) {
      // A place that lies ahead is one of a server whose clock was: all that is kept is news then.
      let place = after > last ? 0 : after;
      readers.add(onReady);
      return {
        take() {
          const offset = Math.max(0, frames.length - (last - place));
          const frame = frames[offset];
          if (frame !== undefined) place = last - frames.length + offset + 1;
          return frame;
        },
        get isDone() {
          return isClosed;
        },
        close: () => readers.delete(onReady),
      };
    },
  };
}
