import type { FeedEvent } from '../../protocol/feed.ts';
import type { Clock } from './Clock.ts';

/** What a server told, as it stands on the wire. */
export interface FeedMessage {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** How the feed is read. */
export interface FeedOptions {
  /** What stands before `/api`, without a slash at the end; by default nothing: the page's own origin. */
  readonly baseUrl?: string;
  /** The id of the last message that was heard; without one, only what is new is told. */
  readonly after?: string | undefined;
  readonly clock: Clock;
  readonly onMessage: (message: FeedMessage) => void;
  /** By default the browser's own. */
  readonly createEventSource?: (url: string) => Pick<EventSource, 'addEventListener' | 'close' | 'readyState'>;
}

const TYPES: readonly FeedEvent['type'][] = ['reply-started', 'reply-finished', 'models-changed'];

/** When a feed that the server refused is asked for again, in milliseconds. A connection that was lost is the browser's own matter. */
const REFUSED_MS = 10_000;

/** `readyState` of a source that does not connect again by itself. */
const CLOSED = 2;

/**
 * Reads the feed of our server over the browser's `EventSource` until the returned function is called.
 *
 * @see docs/spec.md G8
 */
export function openFeed(options: FeedOptions): () => void {
  const { baseUrl = '', clock, onMessage, createEventSource = (url) => new EventSource(url) } = options;
  let lastId = options.after;
  let close = open();
  function open(): () => void {
    const source = createEventSource(`${baseUrl}/api/events${lastId === undefined ? '' : `?after=${lastId}`}`);
    for (const event of TYPES) {
      source.addEventListener(event, ({ data, lastEventId }: MessageEvent<string>) => {
        lastId = lastEventId;
        onMessage({ id: lastEventId, event, data });
      });
    }
    source.addEventListener('error', () => {
      if (source.readyState !== CLOSED) return;
      const cancel = clock.after(REFUSED_MS, () => {
        close = open();
      });
      close = cancel;
    });
    return () => source.close();
  }
  return () => close();
}
