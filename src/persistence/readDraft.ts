import { isReplyId } from '../../protocol/ids.ts';
import { isRecord } from '../../protocol/parts.ts';
import type { Draft, DraftKey } from '../conversation/Draft.ts';
import { isConversationId, isMessageId } from '../conversation/Message.ts';

/**
 * The draft in a row of the disk, or `undefined` when there is none in it.
 *
 * @see docs/spec.md P3
 */
export function readDraft(row: unknown): Draft | undefined {
  if (!isRecord(row) || !isRecord(row['ids'])) return undefined;
  const { key, text } = row;
  const { conversationId, questionId, answerId, replyId } = row['ids'];
  if (typeof key !== 'string' || typeof text !== 'string' || !isReplyId(replyId)) return undefined;
  if (!isConversationId(conversationId) || !isMessageId(questionId) || !isMessageId(answerId)) return undefined;
  // A key that is no box's is asked for by none.
  return { key: key as DraftKey, text, ids: { conversationId, questionId, answerId, replyId } };
}
