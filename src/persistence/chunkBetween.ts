import type { Part } from '../../protocol/parts.ts';
import type { Reply } from '../conversation/reply.ts';
import type { PartGrowth, ReplyChunk } from './ReplyChunk.ts';

/** What lies between two states of one reply; `undefined` when no event does. */
export function chunkBetween(
  before: Reply,
  after: Reply,
): Pick<ReplyChunk, 'replyId' | 'seq' | 'lastSeq' | 'model' | 'grown'> | undefined {
  if (after.seq <= before.seq) return undefined;
  const grown = after.parts.flatMap<PartGrowth>((part, index) => {
    const known = before.parts[index];
    const at = known ? lengthOf(known) : 0;
    return known && at === lengthOf(part) ? [] : [{ index, at, part: partFrom(part, at) }];
  });
  return { replyId: after.replyId, seq: before.seq + 1, lastSeq: after.seq, model: after.model, grown };
}

/** How much a part has grown to, in UTF-16 units; 0 for the kinds that do not grow. */
export function lengthOf(part: Part): number {
  return grownText(part).length;
}

/** The text that grows. */
export function grownText(part: Part): string {
  if ('text' in part) return part.text;
  return part.type === 'tool-call' ? part.argumentsText : '';
}

function partFrom(part: Part, at: number): Part {
  if ('text' in part) return { ...part, text: part.text.slice(at) };
  return part.type === 'tool-call' ? { ...part, argumentsText: part.argumentsText.slice(at) } : part;
}
