import { createParser } from 'eventsource-parser';
import type { FeedOptions } from '../../../src/transport/feedClient.ts';
import type { Life } from './createLife.ts';

/** How long the browser waits before it connects again, in milliseconds. */
const RETRY_MS = 3000;

/** The `EventSource` of a page: it connects again by itself for as long as the page lives. */
export function createFastFeed(page: Life, send: typeof fetch): NonNullable<FeedOptions['createEventSource']> {
  return (url) => {
    const target = new EventTarget();
    const closing = new AbortController();
    let lastId = '';
    const connect = async (): Promise<void> => {
      try {
        const headers = lastId === '' ? {} : { 'last-event-id': lastId };
        const response = await send(url, { headers, signal: closing.signal });
        const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
        const parser = createParser({
          onEvent({ id, event = 'message', data }) {
            if (id !== undefined) lastId = id;
            target.dispatchEvent(new MessageEvent(event, { data, lastEventId: lastId }));
          },
        });
        for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) parser.feed(read.value);
      } catch {
        // The line broke: as in a browser, that is told to nobody.
      }
      if (!closing.signal.aborted) page.after(RETRY_MS, () => void connect());
    };
    void connect();
    return {
      addEventListener: target.addEventListener.bind(target) as EventSource['addEventListener'], // It is told only such events.
      close: () => closing.abort(),
      readyState: 1,
    };
  };
}
