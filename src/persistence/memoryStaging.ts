import type { ConversationId, Message, MessageId } from '../conversation/Message.ts';
import type { ConversationRepository } from './ConversationRepository.ts';
import type { MemoryAttachments } from './memoryAttachments.ts';

/** Messages whose chats come later, among the others of a repository in memory. */
export function createMemoryStaging(
  messages: Map<MessageId, Message>,
  conversations: ReadonlyMap<ConversationId, unknown>,
  { keep, removeLooseAttachments }: Pick<MemoryAttachments, 'keep' | 'removeLooseAttachments'>,
): Pick<ConversationRepository, 'stage' | 'removeStaged'> {
  return {
    stage(given, attachments) {
      keep(attachments);
      const missing = given.filter(({ id }) => !messages.has(id));
      for (const message of missing) messages.set(message.id, message);
      return Promise.resolve(missing.map(({ id }) => id));
    },
    removeStaged(which) {
      for (const { id, conversationId } of messages.values()) {
        const isAsked = !which || which.includes(conversationId);
        if (isAsked && !conversations.has(conversationId)) messages.delete(id);
      }
      return removeLooseAttachments();
    },
  };
}
