/** One message of a conversation, as plain text. */
export interface TinyMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** What a reply is asked for with. */
export interface TinyRequest {
  /** The conversation, oldest first. When the assistant spoke last, the reply goes on with those very words. */
  readonly messages: readonly TinyMessage[];
  /** The most tokens the reply may have: 300 unless given, and never more than the window has left. */
  readonly maxTokens?: number;
  /** 0.6 unless given; 0 always takes the likeliest token. */
  readonly temperature?: number;
  /** How fast it may write at the most; as fast as it can unless given. Slower, the computing rests too. */
  readonly tokensPerSecond?: number;
  /** The same seed gives the same reply to the same conversation; random unless given. */
  readonly seed?: number;
}

/** What a reply is made of. At most one `notice`, first; then texts; `end` is the last. */
export type TinyEvent =
  | {
      readonly type: 'notice';
      /** How many of the oldest messages did not fit into the window and were left out. */
      readonly droppedTurns: number;
      /** Whether the newest message alone did not fit, so that its beginning was left out as well. */
      readonly newestCut: boolean;
    }
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'end';
      /** `stop`: the model ended its turn. `length`: `maxTokens` or the window was used up. */
      readonly finishReason: 'stop' | 'length';
      /** Tokens that were read as the prompt, marks between the turns included. */
      readonly promptTokens: number;
      /** Tokens of the reply, without the one that ends it. */
      readonly completionTokens: number;
    };

/** The built-in model of one million parameters. It computes in a worker thread of its own. */
export interface TinyModel {
  /** How many tokens it has computed so far, those of prompts included. */
  readonly computedTokens: number;
  /** Starts the worker and lets it practise on a short reply, so that the first real one comes fast. */
  warmUp(): Promise<void>;
  /**
   * Streams one reply. Several at once take turns, token by token. When `signal` aborts, or the reader breaks off, the
   * stream ends without an `end` and the computing stops within one token.
   *
   * @throws {TinyModelError} while it is read, when the worker breaks or the model is closed.
   */
  generate(request: TinyRequest, signal: AbortSignal): AsyncIterable<TinyEvent>;
  /** Ends the worker and every running reply. */
  close(): Promise<void>;
}

const MESSAGES = {
  closed: 'The built-in model was closed.',
  'worker-failed': 'The built-in model broke. Try again.',
};

/** Why a reply could not be finished: the model was closed, or its worker broke (the next reply starts another). */
export type TinyModelErrorCode = keyof typeof MESSAGES;

/** A reply of the built-in model that could not be finished. */
export class TinyModelError extends Error {
  override readonly name = 'TinyModelError';
  readonly code: TinyModelErrorCode;

  constructor(code: TinyModelErrorCode, options?: ErrorOptions) {
    super(MESSAGES[code], options);
    this.code = code;
  }
}
