import type { FinishReason, Usage } from '../protocol/events.ts';
import type { ReplyErrorBody, ReplyErrorCode } from '../protocol/errors.ts';
import { encodeSseMessage } from '../protocol/sse.ts';
import type { ContentStep } from './script.ts';

/** What every chunk of one completion repeats. */
export interface ChatIdentity {
  /** `chatcmpl-…` */
  readonly id: string;
  readonly model: string;
  /** Seconds since 1970. */
  readonly created: number;
}

/** One completion's chunks as SSE text, in the shape of OpenAI's Chat Completions. */
export interface ChatEncoder {
  /** The role chunk, which every stream begins with. */
  opening(): string;
  /** One delta. Tool calls are numbered in the order in which they come. */
  content(step: ContentStep): string;
  /** The chunk with the finish reason, the usage chunk when usage was asked for, and `[DONE]`. */
  ending(finishReason: FinishReason, usage?: Usage): string;
  /** An error in the middle of a stream. Nothing follows it, no `[DONE]` either. */
  error(error: ReplyErrorBody): string;
}

/**
 * Writes Chat Completions chunks.
 *
 * @param options.includeUsage - whether the client sent `stream_options.include_usage`; then every other chunk has `usage: null`.
 * @see https://platform.openai.com/docs/api-reference/chat-streaming
 * @see docs/spec.md K5
 */
export function createChatEncoder(
  { id, model, created }: ChatIdentity,
  options: { readonly includeUsage: boolean },
): ChatEncoder {
  const head = { id, object: 'chat.completion.chunk', created, model };
  const chunk = (choices: readonly unknown[], extra: Readonly<Record<string, unknown>> = {}): string =>
    message({ ...head, choices, ...(options.includeUsage ? { usage: null } : {}), ...extra });
  const delta = (fields: unknown, finishReason: string | null = null): string =>
    chunk([{ index: 0, delta: fields, logprobs: null, finish_reason: finishReason }]);
  let toolCalls = 0;

  return {
    opening: () => delta({ role: 'assistant', content: '' }),
    content(step) {
      switch (step.type) {
        case 'text':
          return delta({ content: step.text });
        case 'reasoning':
          return delta({ reasoning_content: step.text });
        case 'notice':
          // A field of our own: clients of the standard read no choices and skip it.
          return chunk([], { x_rivulet: { notice: step.text } });
        case 'tool-call':
          toolCalls += 1;
          return toolCallDeltas(step, toolCalls - 1)
            .map((fields) => delta(fields))
            .join('');
      }
    },
    ending(finishReason, usage) {
      const last = delta({}, chatFinishReason(finishReason));
      const usageChunk = options.includeUsage ? chunk([], { usage: chatUsage(usage) }) : '';
      return `${last}${usageChunk}data: [DONE]\n\n`;
    },
    error: (error) => message(chatError(error)),
  };
}

/** A tool call as OpenAI streams it: first who is called, then the arguments in two fragments. */
function toolCallDeltas(step: Extract<ContentStep, { type: 'tool-call' }>, index: number): readonly unknown[] {
  const half = Math.ceil(step.argumentsText.length / 2);
  const fragments = [step.argumentsText.slice(0, half), step.argumentsText.slice(half)].filter((text) => text !== '');
  return [
    { tool_calls: [{ index, id: step.toolCallId, type: 'function', function: { name: step.name, arguments: '' } }] },
    ...fragments.map((text) => ({ tool_calls: [{ index, function: { arguments: text } }] })),
  ];
}

const CHAT_FINISH_REASONS = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
  refusal: 'stop',
  other: 'stop',
} as const satisfies Record<FinishReason, string>;

/** Our finish reason in the words of Chat Completions. */
export function chatFinishReason(reason: FinishReason): string {
  return CHAT_FINISH_REASONS[reason];
}

/** Our usage in the fields of Chat Completions. Counts that are not known are 0, as the format has no word for them. */
export function chatUsage(usage: Usage = {}): Readonly<Record<string, unknown>> {
  const { inputTokens = 0, outputTokens = 0, reasoningTokens, cachedInputTokens } = usage;
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    ...(cachedInputTokens === undefined ? {} : { prompt_tokens_details: { cached_tokens: cachedInputTokens } }),
    ...(reasoningTokens === undefined ? {} : { completion_tokens_details: { reasoning_tokens: reasoningTokens } }),
  };
}

const ERROR_TYPES: Partial<Record<ReplyErrorCode, string>> = {
  'bad-request': 'invalid_request_error',
  'not-found': 'invalid_request_error',
  'unknown-model': 'invalid_request_error',
  'too-large': 'invalid_request_error',
  unauthorized: 'invalid_request_error',
  'rate-limited': 'requests',
  'payment-required': 'insufficient_quota',
};

const ERROR_CODES: Partial<Record<ReplyErrorCode, string>> = {
  'unknown-model': 'model_not_found',
  unauthorized: 'invalid_api_key',
  'rate-limited': 'rate_limit_exceeded',
  'context-overflow': 'context_length_exceeded',
  'content-filter': 'content_filter',
};

/** An error as OpenAI's API words it. */
export function chatError({ code, message: sentence }: ReplyErrorBody): {
  readonly error: Readonly<Record<string, unknown>>;
} {
  return {
    error: {
      message: sentence,
      type: ERROR_TYPES[code] ?? 'server_error',
      param: null,
      code: ERROR_CODES[code] ?? null,
    },
  };
}

function message(data: unknown): string {
  return encodeSseMessage({ id: '', event: '', data: JSON.stringify(data) });
}
