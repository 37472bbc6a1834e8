import { PING_FRAME } from '../protocol/sse.ts';
import { QuietTimer } from './QuietTimer.ts';
import type { OpenSource, ReadySource } from './ReadySource.ts';
import type { Timers } from './Timers.ts';

/** What a stream sends and how it is kept alive. */
export interface EventStreamOptions<T> {
  /** Called when the body is first read. */
  readonly open: OpenSource<T>;
  readonly encode: (item: T) => string;
  /** Called when the body is closed. */
  readonly onClose?: () => void;
  readonly timers: Timers;
  /** The longest silence. */
  readonly pingMs: number;
}

/**
 * The body of an event stream: a ping at once and after every silence, and between them the frames of a source.
 *
 * @see docs/spec.md S5
 */
export function eventStream<T>(options: EventStreamOptions<T>): OpenSource<string> {
  return (onReady) => new EventFrames(options, onReady);
}

class EventFrames<T> implements ReadySource<string> {
  readonly #source: ReadySource<T>;
  readonly #encode: (item: T) => string;
  readonly #onClose: (() => void) | undefined;
  readonly #silence: QuietTimer;
  #isPingDue = true;

  constructor({ open, encode, onClose, timers, pingMs }: EventStreamOptions<T>, onReady: () => void) {
    this.#source = open(onReady);
    this.#encode = encode;
    this.#onClose = onClose;
    this.#silence = new QuietTimer(timers, pingMs, () => {
      this.#isPingDue = true;
      onReady();
    });
  }

  take(): string | undefined {
    if (this.#isPingDue) {
      this.#isPingDue = false;
      return PING_FRAME;
    }
    const item = this.#source.take();
    if (item === undefined) return undefined;
    this.#silence.heard();
    return this.#encode(item);
  }

  get isDone(): boolean {
    return !this.#isPingDue && this.#source.isDone;
  }

  close(): void {
    this.#silence.close();
    this.#source.close();
    this.#onClose?.();
  }
}
