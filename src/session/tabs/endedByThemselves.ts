import { lastRun, type AssistantMessage, type Message } from '../../conversation/Message.ts';
import { isFinal } from '../../conversation/reply.ts';
import type { ChatState } from '../../store/ChatState.ts';
import { endedReplies, type EndedReply } from '../../store/selectors.ts';

/** The replies that have just ended by themselves: of a Stop its reader knows. One of a chat that is gone is none. */
export function endedByThemselves(state: ChatState, before: ChatState): readonly EndedReply[] {
  return endedReplies(state, before).filter(
    (ended) => ended.state.status !== 'stopped' && state.conversations.has(ended.conversationId),
  );
}

/** The last replies that ended since a time, in milliseconds since 1970: before anybody in this page heard of ends. */
export function endedSince({ threads }: ChatState, sinceMs: number): readonly EndedReply[] {
  const hasEnded = (message: Message): message is AssistantMessage =>
    message.role === 'assistant' &&
    isFinal(lastRun(message).reply.state) &&
    (lastRun(message).endedAtMs ?? -Infinity) >= sinceMs;
  return [...threads].flatMap(([conversationId, messages]) => {
    const message = [...messages.values()].findLast(hasEnded);
    if (!message) return [];
    const { replyId, state } = lastRun(message).reply;
    return state.status === 'stopped' ? [] : [{ conversationId, replyId, message, state }];
  });
}
