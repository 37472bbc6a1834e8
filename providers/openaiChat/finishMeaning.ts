import type { ReplyErrorCode } from '../../protocol/errors.ts';
import type { FinishReason } from '../../protocol/events.ts';

/** What a `finish_reason` means: how the model ended, or which error it stands for. */
export type FinishMeaning = { readonly finishReason: FinishReason } | { readonly code: ReplyErrorCode };

const MEANINGS: ReadonlyMap<string, FinishMeaning> = new Map<string, FinishMeaning>([
  ['stop', { finishReason: 'stop' }],
  ['eos', { finishReason: 'stop' }],
  ['eos_token', { finishReason: 'stop' }],
  ['stop_sequence', { finishReason: 'stop' }],
  ['end_turn', { finishReason: 'stop' }],
  ['length', { finishReason: 'length' }],
  ['max_tokens', { finishReason: 'length' }],
  ['model_length', { finishReason: 'length' }],
  ['tool_calls', { finishReason: 'tool-calls' }],
  ['function_call', { finishReason: 'tool-calls' }],
  ['content_filter', { finishReason: 'content-filter' }],
  ['refusal', { finishReason: 'refusal' }],
  // OpenRouter and Mistral end a broken run so, sometimes without an error object.
  ['error', { code: 'provider' }],
  // vLLM and SGLang, when the run was taken away from under the model.
  ['abort', { code: 'truncated' }],
  // DeepSeek.
  ['insufficient_system_resource', { code: 'overloaded' }],
]);

/**
 * The meaning of a `finish_reason`; one that we do not know is `other`.
 *
 * @see docs/spec.md V10
 */
export function finishMeaning(reason: string): FinishMeaning {
  return MEANINGS.get(reason) ?? { finishReason: 'other' };
}
