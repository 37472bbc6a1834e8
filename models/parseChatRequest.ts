import { isRecord } from '../protocol/parts.ts';
import type { ChatMessage, ChatRequest } from './ChatModel.ts';

/** The outcome of reading a request: the request, or a sentence that says which field is wrong. */
export type ParsedChatRequest =
  | { readonly ok: true; readonly request: ChatRequest }
  | { readonly ok: false; readonly message: string };

const ROLES: Readonly<Record<string, ChatMessage['role']>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  tool: 'user',
  assistant: 'assistant',
};

/**
 * The body of `POST /v1/chat/completions`. What these models cannot do (tools, images, log probabilities) is left out of what
 * they are asked; what would change the meaning of the answer (`n` above 1) is refused.
 *
 * @see https://platform.openai.com/docs/api-reference/chat/create
 * @see docs/spec.md B2
 */
export function parseChatRequest(value: unknown): ParsedChatRequest {
  if (!isRecord(value)) return refuse('The body must be a JSON object.');
  const { model, n = 1, stream } = value;
  if (typeof model !== 'string' || model === '') return refuse('`model` must be the name of a model.');
  if (n !== 1) return refuse('`n` must be 1: these models give one reply.');
  const messages = parseMessages(value['messages']);
  if (!messages) return refuse('`messages` must be a list of at least one message with a role and a content.');
  const numbers = parseNumbers(value);
  if (typeof numbers === 'string') return refuse(numbers);
  const options = isRecord(value['stream_options']) ? value['stream_options'] : {};
  const includeUsage = options['include_usage'] === true;
  return { ok: true, request: { model, messages, ...numbers, stream: stream === true, includeUsage } };
}

function refuse(message: string): ParsedChatRequest {
  return { ok: false, message };
}

function parseMessages(value: unknown): readonly ChatMessage[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const messages = value.map(parseMessage);
  return messages.every((message) => message !== undefined) ? messages : undefined;
}

function parseMessage(value: unknown): ChatMessage | undefined {
  if (!isRecord(value) || typeof value['role'] !== 'string') return undefined;
  const role = Object.hasOwn(ROLES, value['role']) ? ROLES[value['role']] : undefined;
  const content = parseContent(value['content']);
  return role && content !== undefined ? { role, content } : undefined;
}

/** Content is a string, a list of parts of which the text is read, or nothing (a message that only calls tools). */
function parseContent(value: unknown): string | undefined {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return undefined;
  return value.map((part) => (isRecord(part) && typeof part['text'] === 'string' ? part['text'] : '')).join('');
}

type Numbers = Pick<ChatRequest, 'maxTokens' | 'temperature' | 'seed'>;

/** The numbers of a request, or a sentence about the one that is wrong. `null` means the same as absent. */
function parseNumbers(value: Record<string, unknown>): Numbers | string {
  const maxTokens = value['max_completion_tokens'] ?? value['max_tokens'] ?? undefined;
  const temperature = value['temperature'] ?? undefined;
  const seed = value['seed'] ?? undefined;
  if (!isAbsentOr(isLength, maxTokens)) return '`max_completion_tokens` must be a whole number from 1.';
  if (!isAbsentOr(isTemperature, temperature)) return '`temperature` must be a number from 0 to 2.';
  if (!isAbsentOr(isWhole, seed)) return '`seed` must be a whole number.';
  return {
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(seed === undefined ? {} : { seed }),
  };
}

function isAbsentOr(test: (value: unknown) => value is number, value: unknown): value is number | undefined {
  return value === undefined || test(value);
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isLength(value: unknown): value is number {
  return isWhole(value) && value >= 1;
}

function isTemperature(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 2;
}
