import { parseReplyError, type ReplyErrorBody } from './errors.ts';
import { isRecord, parsePart, type Part } from './parts.ts';

/** Why a model stopped by itself. */
export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'refusal' | 'other';

/** What a reply cost, in tokens, as the provider counted it. */
export interface Usage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly reasoningTokens?: number;
  readonly cachedInputTokens?: number;
}

/** Why a run broke after text had come: the model's connection ended, or the server that read it is gone. */
export type InterruptReason = 'truncated' | 'server-lost';

/**
 * One thing that happens to a reply. The last four are final: exactly one of them ends every reply.
 *
 * @see docs/spec.md W9
 */
export type ReplyEventBody =
  | { readonly type: 'reply-start'; readonly model: string }
  | { readonly type: 'part-start'; readonly index: number; readonly part: Part }
  | { readonly type: 'part-delta'; readonly index: number; readonly delta: string }
  | { readonly type: 'reply-end'; readonly finishReason: FinishReason; readonly usage?: Usage }
  | { readonly type: 'reply-stop' }
  | { readonly type: 'reply-interrupt'; readonly reason: InterruptReason }
  | { readonly type: 'reply-error'; readonly error: ReplyErrorBody };

/** The name of an event on the wire. */
export type ReplyEventType = ReplyEventBody['type'];

/** A final event: nothing follows it. */
export type FinalEventBody = Extract<
  ReplyEventBody,
  { type: 'reply-end' | 'reply-stop' | 'reply-interrupt' | 'reply-error' }
>;

/** An event with its place in the reply's log. */
export type ReplyEvent = ReplyEventBody & {
  /** Counts 1, 2, 3 … without a gap; the SSE `id`. */
  readonly seq: number;
  /** The first `seq` that a replay merged into this event. When absent, `seq`. */
  readonly from?: number;
};

/** Whether an event ends its reply. */
export function isFinalEvent<E extends ReplyEventBody>(event: E): event is E & FinalEventBody {
  switch (event.type) {
    case 'reply-end':
    case 'reply-stop':
    case 'reply-interrupt':
    case 'reply-error':
      return true;
    default:
      return false;
  }
}

const EVENT_TYPES: ReadonlySet<string> = new Set<ReplyEventType>([
  'reply-start',
  'part-start',
  'part-delta',
  'reply-end',
  'reply-stop',
  'reply-interrupt',
  'reply-error',
]);

/** Whether a name from the wire is that of a reply event we know. */
export function isReplyEventType(name: string): name is ReplyEventType {
  return EVENT_TYPES.has(name);
}

const FINISH_REASONS: readonly FinishReason[] = ['stop', 'length', 'tool-calls', 'content-filter', 'refusal', 'other'];

/**
 * The fields of an event from outside, or `undefined` when they are not those of a known event.
 *
 * @see docs/spec.md W3
 */
export function parseReplyEventBody(type: string, fields: unknown): ReplyEventBody | undefined {
  if (!isRecord(fields)) return undefined;
  switch (type) {
    case 'reply-start':
      return typeof fields['model'] === 'string' ? { type, model: fields['model'] } : undefined;
    case 'part-start': {
      const part = parsePart(fields['part']);
      return isCount(fields['index']) && part ? { type, index: fields['index'], part } : undefined;
    }
    case 'part-delta':
      return isCount(fields['index']) && typeof fields['delta'] === 'string'
        ? { type, index: fields['index'], delta: fields['delta'] }
        : undefined;
    default:
      return parseFinalEvent(type, fields);
  }
}

function parseFinalEvent(type: string, fields: Record<string, unknown>): FinalEventBody | undefined {
  switch (type) {
    case 'reply-end': {
      const finishReason = FINISH_REASONS.find((reason) => reason === fields['finishReason']) ?? 'other';
      const usage = parseUsage(fields['usage']);
      return usage ? { type, finishReason, usage } : { type, finishReason };
    }
    case 'reply-stop':
      return { type };
    case 'reply-interrupt':
      return { type, reason: fields['reason'] === 'server-lost' ? 'server-lost' : 'truncated' };
    case 'reply-error': {
      const error = parseReplyError(fields['error']);
      return error && { type, error };
    }
    default:
      return undefined;
  }
}

/** Token counts from outside, or `undefined` when there is none among them. */
export function parseUsage(value: unknown): Usage | undefined {
  if (!isRecord(value)) return undefined;
  const { inputTokens, outputTokens, reasoningTokens, cachedInputTokens } = value;
  const usage: Usage = {
    ...(isCount(inputTokens) ? { inputTokens } : {}),
    ...(isCount(outputTokens) ? { outputTokens } : {}),
    ...(isCount(reasoningTokens) ? { reasoningTokens } : {}),
    ...(isCount(cachedInputTokens) ? { cachedInputTokens } : {}),
  };
  return Object.keys(usage).length > 0 ? usage : undefined;
}

/** Whether a value is a whole number that is not negative. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
