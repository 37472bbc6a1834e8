import type { Message, Run } from '../conversation/Message.ts';
import { isFinal } from '../conversation/reply.ts';

/**
 * The row to write when `stored` is there already: two tabs may follow one reply, and the one that is behind must not undo
 * what the other has stored. A run is never replaced by an earlier state of itself, and runs that only the disk has stay.
 *
 * @see docs/spec.md P5
 */
export function mergeMessage(stored: Message | undefined, next: Message): Message {
  if (stored?.role !== 'assistant' || next.role !== 'assistant') return next;
  const names = new Set(next.runs.map(({ reply }) => reply.replyId));
  const runs = next.runs.map((run) => {
    const kept = stored.runs.find(({ reply }) => reply.replyId === run.reply.replyId);
    return kept && isAhead(kept, run) ? kept : run;
  });
  const others = stored.runs.filter(({ reply }) => !names.has(reply.replyId));
  if (others.length === 0) return { ...next, runs };
  return { ...next, runs: [...runs, ...others].toSorted((a, b) => a.startedAtMs - b.startedAtMs) };
}

/** Whether `run` is an earlier state of `kept`. A run that was asked for anew begins again. */
function isAhead(kept: Run, run: Run): boolean {
  if (kept.startedAtMs !== run.startedAtMs) return kept.startedAtMs > run.startedAtMs;
  const keptIsFinal = isFinal(kept.reply.state);
  return keptIsFinal === isFinal(run.reply.state) ? kept.reply.seq > run.reply.seq : keptIsFinal;
}
