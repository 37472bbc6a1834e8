import { isReplyId } from '../../protocol/ids.ts';
import { bytesOfEvent } from './bytesOfEvent.ts';
import { decodeEvents } from './eventsText.ts';
import { LiveReply } from './LiveReply.ts';
import type { ReplyRow } from './sqliteRows.ts';

/**
 * A reply as it was written, from its batches in order.
 *
 * @throws {Error} when the rows are not what was written.
 */
export function restoreReply(row: ReplyRow, batches: readonly string[]): LiveReply {
  const { replyId, bodyHash, endedAtMs } = row;
  if (!isReplyId(replyId)) throw new Error('damaged');
  const reply = new LiveReply({ replyId, bodyHash, owner: '' });
  for (const batch of batches) {
    const bodies = decodeEvents(batch);
    if (!bodies) throw new Error('damaged');
    reply.push(bodies, endedAtMs ?? 0);
    for (const body of bodies) reply.bytes += bytesOfEvent(body);
  }
  return reply;
}
