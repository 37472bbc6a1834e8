import type { Answer } from '../mocks/Answer.ts';
import type { ContentStep, EndStep } from '../mocks/script.ts';

/** One turn of a conversation, as text. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** What a model is asked, read from a Chat Completions request. */
export interface ChatRequest {
  readonly model: string;
  /** Oldest first, at least one. */
  readonly messages: readonly ChatMessage[];
  /** The most tokens that the reply may have, reasoning included. */
  readonly maxTokens?: number;
  /** From 0, the most predictable, to 2. */
  readonly temperature?: number;
  readonly seed?: number;
  /** Whether the client reads a stream; else it gets one object. */
  readonly stream: boolean;
  /** Whether the stream ends with a usage chunk. */
  readonly includeUsage: boolean;
}

/** What a model says, one token each; `finish` is the last. */
export type ModelPiece = ContentStep | Extract<EndStep, { type: 'finish' }>;

/** A model that computes its reply. */
export interface ChatModel {
  /** A sentence for the list of models. */
  readonly description: string;
  /**
   * Says a reply. When `signal` aborts or the reader breaks off, it ends at once without a `finish`.
   *
   * @throws {ReplyError} while it is read, when the model fails.
   */
  respond(request: ChatRequest, signal: AbortSignal): AsyncIterable<ModelPiece>;
  /** Called when the door opens: makes the first reply come fast. */
  warmUp?(): Promise<void>;
  /** Called when the door closes. */
  close?(): Promise<void>;
}

/** A model whose every byte is scripted, faults included. */
export interface WireModel {
  readonly description: string;
  /** All that happens on the connection. */
  answer(request: ChatRequest): Answer;
}
