import type { ReplyEventBody } from '../../protocol/events.ts';
import { isReplyId } from '../../protocol/ids.ts';
import { bytesOfEvent } from './bytesOfEvent.ts';
import { decodeEvents } from './eventsText.ts';
import { LiveReply } from './LiveReply.ts';
import type { ReplyRow } from './sqliteRows.ts';

/**
 * A reply as it was written, from its batches in order. One that cannot be read ends it; without a final event it is
 * interrupted, at `nowMs` if it was not known to have ended.
 */
export function restoreReply(row: ReplyRow, batches: readonly string[], nowMs: number): LiveReply | undefined {
  const { replyId, bodyHash, endedAtMs } = row;
  if (!isReplyId(replyId)) return undefined;
  const reply = new LiveReply({ replyId, bodyHash, owner: '' });
  const add = (bodies: readonly ReplyEventBody[]): void => {
    reply.push(bodies, endedAtMs ?? nowMs);
    for (const body of bodies) reply.bytes += bytesOfEvent(body);
  };
  for (const batch of batches) {
    const bodies = decodeEvents(batch);
    if (!bodies) break;
    add(bodies);
  }
  if (!reply.end) add([{ type: 'reply-interrupt', reason: endedAtMs === undefined ? 'server-lost' : 'truncated' }]);
  return reply;
}
