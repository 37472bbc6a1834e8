import { isCount } from '../../protocol/events.ts';
import { isReplyId } from '../../protocol/ids.ts';
import { isRecord, parsePart } from '../../protocol/parts.ts';
import type { MessageId } from '../conversation/Message.ts';
import { isTime, readList } from './readRows.ts';
import type { PartGrowth, ReplyChunk } from './ReplyChunk.ts';

/**
 * The piece of a reply in a row of the disk, or `undefined` when there is none in it.
 *
 * @see docs/spec.md P3
 */
export function readChunk(row: unknown): ReplyChunk | undefined {
  if (!isRecord(row)) return undefined;
  const { replyId, seq, lastSeq, messageId, model, firstTextAtMs } = row;
  const grown = readList(row['grown'], readGrowth);
  if (!isReplyId(replyId) || !isCount(seq) || !isCount(lastSeq) || !grown) return undefined;
  if (typeof messageId !== 'string' || typeof model !== 'string') return undefined;
  return {
    replyId,
    seq,
    lastSeq,
    messageId: messageId as MessageId, // A name that is in no message is that of none.
    model,
    ...(isTime(firstTextAtMs) ? { firstTextAtMs } : {}),
    grown,
  };
}

function readGrowth(value: unknown): PartGrowth | undefined {
  if (!isRecord(value)) return undefined;
  const { index, at } = value;
  const part = parsePart(value['part']);
  return isCount(index) && isCount(at) && part ? { index, at, part } : undefined;
}
