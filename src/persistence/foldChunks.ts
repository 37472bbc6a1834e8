import { appendToPart, type Part } from '../../protocol/parts.ts';
import type { Message, Run } from '../conversation/Message.ts';
import { isFinal, type Reply } from '../conversation/reply.ts';
import { grownText, lengthOf } from './chunkBetween.ts';
import type { ReplyChunk } from './ReplyChunk.ts';

/**
 * A message with what its chunks add to the runs that have not ended. Chunks may come in any order, twice, from several
 * writers and overlap; what lies behind a gap is left out, for the server to fill.
 *
 * @see docs/spec.md P11
 */
export function foldChunks<M extends Message>(message: M, chunks: readonly ReplyChunk[]): M {
  if (message.role === 'user' || chunks.length === 0) return message;
  const sorted = chunks.toSorted((a, b) => a.seq - b.seq);
  return { ...message, runs: message.runs.map((run) => sorted.reduce(foldChunk, run)) };
}

function foldChunk(run: Run, { replyId, seq, lastSeq, model, firstTextAtMs, grown }: ReplyChunk): Run {
  const { reply } = run;
  const fits = replyId === reply.replyId && !isFinal(reply.state) && seq <= reply.seq + 1 && lastSeq > reply.seq;
  const parts = fits ? grow(reply.parts, grown) : undefined;
  if (!parts) return run;
  const next: Reply = { ...reply, model, parts, seq: lastSeq, state: { status: 'streaming', link: 'open' } };
  return { ...(firstTextAtMs === undefined ? {} : { firstTextAtMs }), ...run, reply: next };
}

/** The parts with what was added, or `undefined` when something before it is missing: no page writes that. */
function grow(parts: readonly Part[], grown: ReplyChunk['grown']): readonly Part[] | undefined {
  const next = [...parts];
  for (const { index, at, part } of grown) {
    const known = next[index];
    if (known ? at > lengthOf(known) : index !== next.length || at > 0) return undefined;
    next[index] = known ? appendToPart(known, grownText(part).slice(lengthOf(known) - at)) : part;
  }
  return next;
}
