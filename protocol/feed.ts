import { isReplyId, type ReplyId } from './ids.ts';
import { isRecord } from './parts.ts';
import { parseJson, type SseMessage } from './sse.ts';

/** How a reply ended, as far as other tabs need to know. */
export type ReplyOutcome = 'done' | 'stopped' | 'interrupted' | 'failed';

/** What `GET /api/events` tells every open page. */
export type FeedEvent =
  | { readonly type: 'reply-started'; readonly replyId: ReplyId }
  | { readonly type: 'reply-finished'; readonly replyId: ReplyId; readonly outcome: ReplyOutcome }
  | { readonly type: 'models-changed' };

const OUTCOMES: readonly ReplyOutcome[] = ['done', 'stopped', 'interrupted', 'failed'];

/** A feed event as an SSE message. `id` counts on, from the time at which the server started. */
export function encodeFeedEvent(id: number, event: FeedEvent): SseMessage {
  const { type, ...fields } = event;
  return { id: String(id), event: type, data: JSON.stringify(fields) };
}

/**
 * The feed event in a message, or `undefined` for pings and for what is newer than this page.
 *
 * @see docs/spec.md W8
 */
export function decodeFeedEvent(message: Pick<SseMessage, 'event' | 'data'>): FeedEvent | undefined {
  if (message.event === 'models-changed') return { type: 'models-changed' };
  const fields = parseJson(message.data);
  if (!isRecord(fields) || !isReplyId(fields['replyId'])) return undefined;
  const { replyId } = fields;
  if (message.event === 'reply-started') return { type: 'reply-started', replyId };
  const outcome = OUTCOMES.find((known) => known === fields['outcome']);
  return message.event === 'reply-finished' && outcome ? { type: 'reply-finished', replyId, outcome } : undefined;
}
