import { branchedChat } from '../conversation/branchedChat.ts';
import type { Conversation } from '../conversation/Conversation.ts';
import type { Message } from '../conversation/Message.ts';
import type { Making } from './newMessages.ts';

/** A chat of its own made of a path, to stand first. */
export function newBranch(
  from: Conversation,
  path: readonly Message[],
  { ids, clock, newestMs }: Making,
): ReturnType<typeof branchedChat> {
  const nowMs = clock.nowMs();
  const names = {
    conversationId: ids.newDraftIds().conversationId,
    newMessageId: () => ids.newDraftIds().answerId,
    newReplyId: () => ids.newReplyId(),
  };
  return branchedChat(from, path, names, { nowMs, updatedAtMs: Math.max(nowMs, newestMs() + 1) });
}
