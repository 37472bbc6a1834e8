import { encodeFeedEvent, type FeedEvent } from '../../../protocol/feed.ts';

/** An `EventSource` that a test speaks through. */
export interface FakeFeed {
  readonly url: string;
  readonly isOpen: boolean;
  say(id: number, event: FeedEvent): void;
  /** The server answers with something that is no stream: a browser does not connect again. */
  refuse(): void;
}

/** The event sources that were made. */
export function createFakeFeeds() {
  const made: FakeFeed[] = [];
  return {
    made,
    get open(): readonly FakeFeed[] {
      return made.filter(({ isOpen }) => isOpen);
    },
    create(this: void, url: string): Pick<EventSource, 'addEventListener' | 'close' | 'readyState'> {
      const target = new EventTarget();
      let readyState = 1;
      made.push({
        url,
        get isOpen() {
          return readyState !== 2;
        },
        say(id, event) {
          const message = encodeFeedEvent(id, event);
          const { data } = message;
          if (readyState !== 2) {
            target.dispatchEvent(new MessageEvent(message.event ?? '', { data, lastEventId: message.id ?? '' }));
          }
        },
        refuse() {
          readyState = 2;
          target.dispatchEvent(new Event('error'));
        },
      });
      return {
        addEventListener: target.addEventListener.bind(target) as EventSource['addEventListener'], // It is told only such events.
        close() {
          readyState = 2;
        },
        get readyState() {
          return readyState;
        },
      };
    },
  };
}
