import type { Message } from '../conversation/Message.ts';
import { withReply } from './applyToReplies.ts';
import type { ChatState, LiveRun } from './ChatState.ts';

/** A message as it is at this moment, with what its live replies have brought; `undefined` when it is not here. */
export function snapshotOf(
  state: ChatState,
  address: Pick<LiveRun, 'conversationId' | 'messageId'>,
): Message | undefined {
  const message = state.threads.get(address.conversationId)?.get(address.messageId);
  if (message?.role !== 'assistant') return message;
  return message.runs.reduce<Message>((current, { reply }) => {
    const live = state.liveReplies.get(reply.replyId);
    const firstTextAtMs = state.liveRuns.get(reply.replyId)?.firstTextAtMs;
    return live ? withReply(current, live, firstTextAtMs === undefined ? {} : { firstTextAtMs }) : current;
  }, message);
}
