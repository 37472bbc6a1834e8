import type { ReplyEvent } from '../../protocol/events.ts';
import type { ReplyId } from '../../protocol/ids.ts';
import type { Message, Run } from '../conversation/Message.ts';
import { isFinal, reduceReply, type Reply, type ReplySignal } from '../conversation/reply.ts';
import type { ChatState, LiveRun } from './ChatState.ts';

/** What happened to each of several replies, in order. */
export type ReplyInputs = ReadonlyMap<ReplyId, readonly (ReplyEvent | ReplySignal)[]>;

/** When inputs are applied, and who hears of each reply that they change. */
export interface ApplyStep {
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  readonly onChanged: (reply: Reply) => void;
}

/**
 * The state after replies have grown. Only the maps along the path of a change are new; replies that do not
 * live here are ignored, and when nothing changes the result is `state` itself.
 *
 * @see docs/spec.md N1 to N3
 */
export function applyToReplies(state: ChatState, inputs: ReplyInputs, step: ApplyStep): ChatState {
  let next = state;
  for (const [replyId, replyInputs] of inputs) {
    const before = next.liveReplies.get(replyId);
    if (!before) continue;
    const reply = replyInputs.reduce(reduceReply, before);
    if (reply === before) continue;
    next = placeReply(next, reply, step.nowMs);
    step.onChanged(reply);
  }
  return next;
}

function placeReply(state: ChatState, reply: Reply, nowMs: number): ChatState {
  const { replyId } = reply;
  const liveReplies = new Map(state.liveReplies).set(replyId, reply);
  const run = state.liveRuns.get(replyId);
  if (!run) return { ...state, liveReplies };
  const timed: LiveRun = run.firstTextAtMs === undefined && hasText(reply) ? { ...run, firstTextAtMs: nowMs } : run;
  if (!isFinal(reply.state)) {
    return timed === run
      ? { ...state, liveReplies }
      : { ...state, liveReplies, liveRuns: new Map(state.liveRuns).set(replyId, timed) };
  }
  liveReplies.delete(replyId);
  const liveRuns = new Map(state.liveRuns);
  liveRuns.delete(replyId);
  return { ...state, liveReplies, liveRuns, ...foldRun(state, reply, timed, nowMs) };
}

function foldRun(state: ChatState, reply: Reply, run: LiveRun, endedAtMs: number): Pick<ChatState, 'threads'> {
  const thread = state.threads.get(run.conversationId);
  const message = thread?.get(run.messageId);
  if (!thread || !message) return { threads: state.threads };
  const folded = withReply(message, reply, {
    ...(run.firstTextAtMs === undefined ? {} : { firstTextAtMs: run.firstTextAtMs }),
    endedAtMs,
  });
  return { threads: new Map(state.threads).set(run.conversationId, new Map(thread).set(message.id, folded)) };
}

/** A message with a newer state of one of its replies, and the times that go with it. */
export function withReply(message: Message, reply: Reply, times: Pick<Run, 'firstTextAtMs' | 'endedAtMs'>): Message {
  if (message.role === 'user') return message;
  return {
    ...message,
    runs: message.runs.map((run) => (run.reply.replyId === reply.replyId ? { ...run, ...times, reply } : run)),
  };
}

function hasText(reply: Reply): boolean {
  return reply.parts.some((part) => part.type === 'text' && part.text !== '');
}
