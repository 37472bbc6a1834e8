import { branchedChat } from '../conversation/branchedChat.ts';
import type { MessageId } from '../conversation/Message.ts';
import { pathTo } from '../conversation/pathTo.ts';
import { isUnfinished } from '../persistence/isUnfinished.ts';
import { isPlaceholder } from '../persistence/placeholderFor.ts';
import type { Refusal } from './ChatSession.ts';
import { refuse } from './launcher.ts';
import type { OpenedChat } from './library.ts';
import type { Making } from './newMessages.ts';

const UNFINISHED = refuse('busy', 'This answer is still being written. Stop it or wait for its end.');

/**
 * A chat of its own made of the path down to a message, to stand first. What cannot be read is left where it is.
 *
 * @see docs/spec.md C13 and C25
 */
export function newBranch(
  { conversation, messages }: OpenedChat,
  messageId: MessageId,
  { ids, clock, newestMs }: Making,
): ReturnType<typeof branchedChat> | Refusal {
  const path = pathTo(messages, messageId).filter((message) => !isPlaceholder(message));
  if (path.some(isUnfinished)) return UNFINISHED;
  const nowMs = clock.nowMs();
  const names = {
    conversationId: ids.newDraftIds().conversationId,
    newMessageId: () => ids.newDraftIds().answerId,
    newReplyId: () => ids.newReplyId(),
  };
  return branchedChat(conversation, path, names, { nowMs, updatedAtMs: Math.max(nowMs, newestMs() + 1) });
}
