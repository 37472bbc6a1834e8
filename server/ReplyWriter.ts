import { isFinalEvent, type FinalEventBody, type ReplyEventBody } from '../protocol/events.ts';
import { MAX_DELTA_UNITS } from '../protocol/limits.ts';
import type { FrameClock } from './createFrameClock.ts';
import { fitEvent } from './fitEvent.ts';

/** What a writer needs. */
export interface ReplyWriterOptions {
  /** Appends to the log; may refuse. */
  readonly append: (events: readonly ReplyEventBody[]) => Promise<unknown>;
  /** Called once, when an append was refused; nothing is appended after that. */
  readonly onRefused: () => void;
  readonly frames: FrameClock;
}

/** Writes one reply into the log in frames, so that a fast model costs no more events than a screen can show. */
export class ReplyWriter {
  readonly #options: ReplyWriterOptions;
  #pending: ReplyEventBody[] = [];
  #pendingUnits = 0;
  #lastFrame: number | undefined;
  #cancelFrameEnd: (() => void) | undefined;
  #isAppending = false;
  #onSettled: (() => void)[] = [];
  #final: FinalEventBody | undefined;
  #refusal: { readonly error: unknown } | undefined;

  constructor(options: ReplyWriterOptions) {
    this.#options = options;
  }

  /** The final event that was written, if one was. */
  get final(): FinalEventBody | undefined {
    return this.#final;
  }

  /** What the log threw, if it refused an append. */
  get refusal(): { readonly error: unknown } | undefined {
    return this.#refusal;
  }

  /**
   * Takes the next events; what follows a final event is dropped. The first delta is appended at once, those that come
   * within a frame after it, or while the log takes what was before, together, as one event for each part.
   *
   * @see docs/spec.md S8, S9
   */
  write(bodies: readonly ReplyEventBody[]): void {
    for (const body of bodies) {
      if (this.#final) break;
      for (const fitted of fitEvent(body)) this.#push(fitted);
      if (isFinalEvent(body)) this.#final = body;
    }
    const isInFrame = this.#lastFrame === this.#options.frames.frame();
    if (!isInFrame || this.#final || this.#pendingUnits >= MAX_DELTA_UNITS) this.#flush();
    else this.#flushAfterFrame();
  }

  /** Resolves once the log has taken all that was written, or has refused; never rejects. Nothing may wait for a frame to end. */
  settled(): Promise<void> {
    if (!this.#isAppending) return Promise.resolve();
    return new Promise((resolve) => this.#onSettled.push(resolve));
  }

  #push(body: ReplyEventBody): void {
    if (body.type === 'part-delta' && this.#mergeIntoPending(body.index, body.delta)) return;
    this.#pending.push(body);
    if (body.type === 'part-delta') this.#pendingUnits += body.delta.length;
  }

  #mergeIntoPending(index: number, delta: string): boolean {
    for (let place = this.#pending.length - 1; place >= 0; place -= 1) {
      const earlier = this.#pending[place];
      // Deltas of different parts may change places, but none may pass the start of its part.
      if (earlier?.type !== 'part-delta') return false;
      if (earlier.index !== index) continue;
      if (earlier.delta.length + delta.length > MAX_DELTA_UNITS) return false;
      this.#pending[place] = { ...earlier, delta: earlier.delta + delta };
      this.#pendingUnits += delta.length;
      return true;
    }
    return false;
  }

  #flush(): void {
    this.#cancelFrameEnd?.();
    this.#cancelFrameEnd = undefined;
    if (this.#isAppending || this.#refusal || this.#pending.length === 0) return;
    const batch = this.#pending;
    this.#pending = [];
    this.#pendingUnits = 0;
    const { append, frames } = this.#options;
    if (batch.some((body) => body.type === 'part-delta')) this.#lastFrame = frames.frame();
    this.#isAppending = true;
    append(batch).then(
      () => this.#appended(),
      (error: unknown) => this.#refuse(error),
    );
  }

  #appended(): void {
    this.#isAppending = false;
    // What came meanwhile and has no timer was due.
    if (!this.#cancelFrameEnd) this.#flush();
    if (!this.#isAppending) for (const resolve of this.#onSettled.splice(0)) resolve();
  }

  #refuse(error: unknown): void {
    this.#refusal = { error };
    this.#appended();
    this.#options.onRefused();
  }

  /** Only what waits needs the clock: a model slower than the frames costs none. */
  #flushAfterFrame(): void {
    this.#cancelFrameEnd ??= this.#options.frames.afterFrame(() => {
      this.#flush();
    });
  }
}
