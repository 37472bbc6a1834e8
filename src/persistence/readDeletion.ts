import { isReplyId } from '../../protocol/ids.ts';
import { isRecord } from '../../protocol/parts.ts';
import type { Deletion } from './Deletions.ts';
import { isMessageId, isTime } from './readRows.ts';

/**
 * The deletion in a row of the disk, or `undefined` when there is none in it. Of its names those that are none are left out: what the
 * others name is to be gone all the same.
 *
 * @see docs/spec.md P3
 */
export function readDeletion(row: unknown): Deletion | undefined {
  if (!isRecord(row)) return undefined;
  const { id, undoUntilMs, messageIds, replyIds } = row;
  if (typeof id !== 'string' || !isTime(undoUntilMs) || !Array.isArray(messageIds) || !Array.isArray(replyIds)) {
    return undefined;
  }
  return { id, undoUntilMs, messageIds: messageIds.filter(isMessageId), replyIds: replyIds.filter(isReplyId) };
}
