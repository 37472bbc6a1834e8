import type { ReplyEvent } from '../../protocol/events.ts';
import type { LogReader } from './GenerationLog.ts';
import type { LiveReply } from './LiveReply.ts';
import { mergedEventAt } from './mergedEventAt.ts';

/** Where a reader begins, and what it is told. */
export interface LiveReaderOptions {
  readonly after: number;
  readonly onMore: () => void;
  /** Whether nothing more will come to this log. Whoever closes it wakes the readers. */
  readonly isClosed: () => boolean;
}

/** A reader of a reply in memory; see `GenerationLog.open`. */
export class LiveReader implements LogReader {
  readonly #reply: LiveReply;
  readonly #isClosed: () => boolean;
  readonly #onMore: () => void;
  #place: number;

  constructor(reply: LiveReply, { after, onMore, isClosed }: LiveReaderOptions) {
    this.#reply = reply;
    this.#isClosed = isClosed;
    this.#onMore = onMore;
    this.#place = after;
    reply.listen(onMore);
  }

  take(): ReplyEvent | undefined {
    const event = this.#next();
    if (event) this.#place = event.seq;
    return event;
  }

  get isDone(): boolean {
    return this.#reply.end?.event.seq === this.#place || (this.#isClosed() && !this.#next());
  }

  close(): void {
    this.#reply.unlisten(this.#onMore);
  }

  /** Beyond the end of an ended reply its final event. */
  #next(): ReplyEvent | undefined {
    const { events, end } = this.#reply;
    return end && this.#place > end.event.seq ? end.event : mergedEventAt(events, this.#place);
  }
}
