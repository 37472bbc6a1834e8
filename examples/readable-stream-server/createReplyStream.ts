import type { ReplyEventBody } from '../../protocol/events.ts';
import { encodeReplyEvent } from '../../protocol/sse.ts';

/** How a reply is written. */
export interface ReplyStreamOptions {
  /** The time between two words, in milliseconds. */
  readonly paceMs: number;
  /** Called once, with the number of words that were sent. */
  onEnd(reason: 'written' | 'cancelled', words: number): void;
}

/** A reply as bytes of server-sent events: one word after the other, until the text is over or the reader leaves. */
export function createReplyStream(text: string, { paceMs, onEnd }: ReplyStreamOptions): ReadableStream<Uint8Array> {
  const words = text.split(/(?<=\s)/);
  const encoder = new TextEncoder();
  let sent = 0;
  let seq = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  return new ReadableStream({
    // Called once, as soon as the stream is made. It may enqueue at any time later.
    start(controller) {
      const send = (event: ReplyEventBody): void => {
        seq += 1;
        controller.enqueue(encoder.encode(encodeReplyEvent({ ...event, seq })));
      };
      send({ type: 'reply-start', model: 'words' });
      send({ type: 'part-start', index: 0, part: { type: 'text', text: '' } });
      timer = setInterval(() => {
        // Backpressure: as long as nobody takes what is queued, nothing is added.
        if ((controller.desiredSize ?? 0) <= 0) return;
        const word = words[sent];
        if (word !== undefined) {
          sent += 1;
          send({ type: 'part-delta', index: 0, delta: word });
          return;
        }
        clearInterval(timer);
        send({ type: 'reply-end', finishReason: 'stop' });
        controller.close();
        onEnd('written', sent);
      }, paceMs);
    },
    // Called when the reader has left: pressed Stop, closed the page, lost the network. Without it the timer would write on for nobody.
    cancel() {
      clearInterval(timer);
      onEnd('cancelled', sent);
    },
  });
}
