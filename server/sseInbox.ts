import { createParser } from 'eventsource-parser';
import type { SseMessage } from '../protocol/sse.ts';

/** Turns the bytes of an event stream into messages, however they are cut. */
export interface SseInbox {
  /** The messages that the chunk completes. An incomplete one at the end of a stream is dropped, as the standard says. */
  feed(chunk: Uint8Array): readonly SseMessage[];
  /** How many bytes came since the last message. */
  readonly bytesSinceMessage: number;
  /** Whether a message has come. */
  readonly hasMessages: boolean;
}

/**
 * An inbox for one stream.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function createSseInbox(): SseInbox {
  // The parser takes off the one leading byte order mark; a second one is text.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let messages: SseMessage[] = [];
  let bytesSinceMessage = 0;
  let hasMessages = false;
  const parser = createParser({
    onEvent({ id = '', event = '', data }) {
      messages.push({ id, event, data });
    },
  });
  return {
    feed(chunk) {
      messages = [];
      parser.feed(decoder.decode(chunk, { stream: true }));
      hasMessages ||= messages.length > 0;
      bytesSinceMessage = messages.length > 0 ? 0 : bytesSinceMessage + chunk.byteLength;
      return messages;
    },
    get bytesSinceMessage() {
      return bytesSinceMessage;
    },
    get hasMessages() {
      return hasMessages;
    },
  };
}
