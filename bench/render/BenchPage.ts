/** A message of the thread that a page draws. */
export interface BenchMessage {
  readonly id: string;
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** What a streamed reply took, by the clock of the page. */
export interface StreamFigures {
  /** How often the reply was drawn: on a busy machine a renderer that is slow draws less often, and so costs less. */
  readonly draws: number;
  /** From the last byte to the last change of the DOM. */
  readonly lastByteToFinalMs: number;
  /** The longest time between two animation frames. */
  readonly longestGapMs: number;
  /** Tasks over 50 ms: how many, and their time together. */
  readonly longTasks: number;
  readonly longTaskMs: number;
}

/** When a delta was painted. */
export interface PaintFigures {
  /** Frames from a delta's arrival to its paint, for each delta: 1 is the very next frame. */
  readonly frames: readonly number[];
}

/** What every page of this bench offers to the driver as `window.bench`. */
export interface BenchPage {
  /**
   * Draws a conversation in the place of the last one and waits until the DOM is quiet.
   * @param growing whether more of its last message may come.
   */
  open(messages: readonly BenchMessage[], growing: boolean): Promise<void>;
  /** Draws one reply in the place of all and waits until the DOM is quiet. */
  load(text: string, growing: boolean): Promise<void>;
  /**
   * Lets the last message grow by the same number of deltas for each animation frame, then waits until the DOM is quiet.
   * @returns how many frames it took.
   */
  grow(addition: string, deltasPerFrame: number): Promise<number>;
  /** Streams a reply over server-sent events into a new message, drawn once for each animation frame. */
  stream(address: string): Promise<StreamFigures>;
  /** The same for a reply of numbered words, and watches when each is painted. */
  watchPaints(address: string): Promise<PaintFigures>;
  /** The times from a keydown in the composer to the next paint, since the last call. */
  keyTimesMs(): readonly number[];
}

declare global {
  interface Window {
    bench: BenchPage;
  }
}
