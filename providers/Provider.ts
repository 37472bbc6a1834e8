import type { ReplyErrorBody } from '../protocol/errors.ts';
import type { ReplyEventBody } from '../protocol/events.ts';
import type { GenerationParams, RequestMessage } from '../protocol/requests.ts';
import type { SseMessage } from '../protocol/sse.ts';

/** What a provider is asked, in our terms. */
export interface ProviderInput {
  /** The provider's own name of the model. */
  readonly model: string;
  readonly messages: readonly RequestMessage[];
  readonly params: GenerationParams;
}

/** An HTTP request that is ready to be sent, its path relative to the provider's base address. */
export interface ProviderRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Turns one reply's messages into reply events. Holds the state of that one reply: providers number tool calls and
 * parts across chunks.
 */
export interface ReplyDecoder {
  /** The events in one message. Never throws; a message that cannot be read becomes a notice. Nothing follows a final event. */
  decode(message: SseMessage): readonly ReplyEventBody[];
  /** Called once when the stream has ended. Returns the final event if none was decoded: an end without the model's word is truncated. */
  end(): readonly ReplyEventBody[];
}

/** A model as a provider lists it. */
export interface ListedModel {
  /** The provider's own name of the model. */
  readonly name: string;
  readonly description?: string;
}

/**
 * A model API as a pure translation: no fetch, no clock, no storage. One file for each wire dialect.
 *
 * @see docs/spec.md the family V
 */
export interface Provider {
  /** The dialect's name, as the settings file spells it. */
  readonly dialect: string;
  /** Our request in the provider's terms. `key` goes into a header and nowhere else; the empty string means that there is none. */
  buildRequest(input: ProviderInput, key: string): ProviderRequest;
  /** A fresh decoder; one for each reply. */
  createDecoder(): ReplyDecoder;
  /** A whole (not streamed) body as reply events: some gateways ignore `stream: true`. `undefined` when it is no reply. */
  decodeWhole(body: string): readonly ReplyEventBody[] | undefined;
  /** What an HTTP answer with an error status means. `body` may be anything; the words of it that are safe to show are kept. */
  decodeError(
    status: number,
    headers: Readonly<Record<string, string | undefined>>,
    body: string,
    nowMs: number,
  ): ReplyErrorBody;
  /** The request that lists the models. */
  buildModelsRequest(key: string): Omit<ProviderRequest, 'body'>;
  /** The models in the answer to it, or `undefined` when the body is no such list. */
  decodeModels(body: string): readonly ListedModel[] | undefined;
}
