import type { Message, Run } from '../conversation/Message.ts';
import { isFinal, type Reply, type ReplyState } from '../conversation/reply.ts';
import { purgedMessage } from '../conversation/removedMessage.ts';
import { lengthOf } from './chunkBetween.ts';

/**
 * The row to write when `stored` is there already: two tabs may follow one reply, or send one draft, and what the one has
 * stored the other must not undo. Of deletes and Undos the later step holds. A question stays as it is, an answer stays one in its place, a
 * run is never replaced by an earlier state of itself, and runs that only the disk has stay.
 *
 * @see docs/spec.md P5, P62 and C11
 */
export function mergeMessage(stored: Message | undefined, next: Message): Message {
  if (!stored) return next;
  // What was brought back in time has its text from the writer who still had it.
  const merged = stored.purged && !next.purged ? next : next.purged ? stored : mergeContent(stored, next);
  const removals = Math.max(stored.removals ?? 0, next.removals ?? 0);
  if (removals === 0) return merged;
  const { purged: _, ...rest } = merged;
  const message: Message = { ...rest, removals };
  return stored.purged || next.purged ? purgedMessage(message) : message;
}

function mergeContent(stored: Message, next: Message): Message {
  if (stored.role === 'user' || next.role === 'user') return stored;
  const names = new Set(next.runs.map(({ reply }) => reply.replyId));
  const runs = next.runs.map((run) => {
    const kept = stored.runs.find(({ reply }) => reply.replyId === run.reply.replyId);
    return kept ? mergeRun(kept, run) : run;
  });
  const others = stored.runs.filter(({ reply }) => !names.has(reply.replyId));
  const all = others.length === 0 ? runs : [...runs, ...others].toSorted((a, b) => a.startedAtMs - b.startedAtMs);
  return { ...stored, runs: all };
}

/** One run from two states of it: it has ended when it has in one of them, and holds what the longer one holds. */
function mergeRun(kept: Run, run: Run): Run {
  if (isAskedAnew(kept, run)) return run;
  if (isAskedAnew(run, kept)) return kept;
  const longer = outranks(run.reply, kept.reply) ? run : kept;
  const shorter = longer === kept ? run : kept;
  if (isFinal(longer.reply.state) || !isFinal(shorter.reply.state)) return longer;
  const { parts, seq } = longer.reply;
  return { ...shorter, reply: { ...shorter.reply, parts, seq } };
}

/** Whether a run that nothing had come of was asked for once more under its own id. */
function isAskedAnew({ startedAtMs, reply }: Run, later: Run): boolean {
  return startedAtMs < later.startedAtMs && reply.state.status === 'failed' && reply.seq === 0;
}

/** What a person or the model has decided outranks what broke: of two ends every tab and the disk choose the same. */
const RANKS: Readonly<Record<ReplyState['status'], number>> = {
  queued: 0,
  streaming: 1,
  failed: 2,
  interrupted: 3,
  stopped: 4,
  done: 5,
};

/**
 * Whether one state of a reply is to be kept rather than another, whichever of the two is stored. The `seq` alone does not say it: a
 * server that was killed may give the number of what it has forgotten to the end.
 */
function outranks(one: Reply, other: Reply): boolean {
  if (one.seq !== other.seq) return one.seq > other.seq;
  const more = lengthOfParts(one) - lengthOfParts(other);
  return more === 0 ? RANKS[one.state.status] > RANKS[other.state.status] : more > 0;
}

function lengthOfParts({ parts }: Reply): number {
  return parts.reduce((sum, part) => sum + lengthOf(part), 0);
}
