import { isCount } from './events.ts';
import { isReplyId, type ReplyId } from './ids.ts';
import { isRecord, parsePart, type Part } from './parts.ts';

/** Who speaks. */
export type Role = 'system' | 'user' | 'assistant';

/** One turn of what a model reads. */
export interface RequestMessage {
  readonly role: Role;
  readonly parts: readonly Part[];
}

/** How a model should answer. What is absent is left to the provider. */
export interface GenerationParams {
  /** 0 is the most predictable. */
  readonly temperature?: number;
  readonly maxOutputTokens?: number;
}

/** Asks for one reply: the body of `POST /api/replies`. */
export interface ReplyRequest {
  readonly replyId: ReplyId;
  /** The `id` of a model of `GET /api/models`. */
  readonly model: string;
  readonly messages: readonly RequestMessage[];
  readonly params: GenerationParams;
}

/** The outcome of reading a request: the request, or a sentence that says which field is wrong. */
export type ParsedRequest =
  | { readonly ok: true; readonly request: ReplyRequest }
  | { readonly ok: false; readonly message: string };

const FIELD_RULES = {
  replyId: '`replyId` must be 8 to 64 letters, digits, "-" or "_".',
  model: '`model` must be the id of a model.',
  messages: '`messages` must be a list with at least one message.',
  params: '`params` must hold `temperature` (0 to 2) and `maxOutputTokens` (a whole number from 1), or neither.',
} as const;

const MESSAGE_RULE = 'must have a role (system, user or assistant) and a list of parts.';

/**
 * A request from outside, rebuilt field by field so that nothing unknown travels on.
 *
 * @see docs/spec.md W5
 */
export function parseReplyRequest(value: unknown): ParsedRequest {
  if (!isRecord(value)) return refuse('The body must be a JSON object.');
  const { replyId, model } = value;
  if (!isReplyId(replyId)) return refuse(FIELD_RULES.replyId);
  if (typeof model !== 'string' || model === '' || model.length > 512) return refuse(FIELD_RULES.model);
  if (!Array.isArray(value['messages']) || value['messages'].length === 0) return refuse(FIELD_RULES.messages);
  const messages: RequestMessage[] = [];
  for (const [index, message] of value['messages'].entries()) {
    const parsed = parseMessage(message);
    if (!parsed) return refuse(`\`messages[${index}]\` ${MESSAGE_RULE}`);
    messages.push(parsed);
  }
  const params = parseGenerationParams(value['params'] ?? {});
  if (!params) return refuse(FIELD_RULES.params);
  return { ok: true, request: { replyId, model, messages, params } };
}

function refuse(message: string): ParsedRequest {
  return { ok: false, message };
}

function parseMessage(value: unknown): RequestMessage | undefined {
  if (!isRecord(value)) return undefined;
  const { role, parts } = value;
  if (role !== 'system' && role !== 'user' && role !== 'assistant') return undefined;
  if (!Array.isArray(parts)) return undefined;
  const parsed = parts.map(parsePart);
  return parsed.every((part) => part !== undefined) ? { role, parts: parsed } : undefined;
}

/** How a model should answer, from outside; `undefined` when something in it is no value. */
export function parseGenerationParams(value: unknown): GenerationParams | undefined {
  if (!isRecord(value)) return undefined;
  const { temperature, maxOutputTokens } = value;
  if (temperature !== undefined && !isTemperature(temperature)) return undefined;
  if (maxOutputTokens !== undefined && !isLimit(maxOutputTokens)) return undefined;
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
  };
}

function isTemperature(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 2;
}

function isLimit(value: unknown): value is number {
  return isCount(value) && value >= 1;
}
