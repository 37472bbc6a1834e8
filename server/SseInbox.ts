import { createParser } from 'eventsource-parser';
import type { SseMessage } from '../protocol/sse.ts';

/**
 * Turns the bytes of one event stream into messages, however they are cut.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export class SseInbox {
  // The parser takes off the one leading byte order mark; a second one is text.
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  readonly #parser = createParser({
    onEvent: ({ id = '', event = '', data }) => {
      this.#messages.push({ id, event, data });
    },
  });
  #messages: SseMessage[] = [];
  #bytesSinceMessage = 0;
  #hasMessages = false;

  /** How many bytes came since the last message. */
  get bytesSinceMessage(): number {
    return this.#bytesSinceMessage;
  }

  /** Whether a message has come. */
  get hasMessages(): boolean {
    return this.#hasMessages;
  }

  /** The messages that the chunk completes. An incomplete one at the end of a stream is dropped, as the standard says. */
  feed(chunk: Uint8Array): readonly SseMessage[] {
    this.#parser.feed(this.#decoder.decode(chunk, { stream: true }));
    const messages = this.#messages;
    if (messages.length === 0) {
      this.#bytesSinceMessage += chunk.byteLength;
      return messages;
    }
    this.#messages = [];
    this.#bytesSinceMessage = 0;
    this.#hasMessages = true;
    return messages;
  }
}
