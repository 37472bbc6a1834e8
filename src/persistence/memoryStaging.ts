import type { Conversation } from '../conversation/Conversation.ts';
import { importedOver } from '../conversation/importedOver.ts';
import type { ConversationId, Message, MessageId } from '../conversation/Message.ts';
import type { ConversationRepository, RepositoryChange } from './ConversationRepository.ts';
import type { MemoryAttachments } from './memoryAttachments.ts';
import { mergeMessage } from './mergeMessage.ts';

/** What staging works with. */
export interface MemoryStagingParts extends Pick<MemoryAttachments, 'keep' | 'removeLooseAttachments'> {
  readonly write: (change: RepositoryChange) => unknown;
}

/** Messages whose chats come later, among the others of a repository in memory. */
export function createMemoryStaging(
  messages: Map<MessageId, Message>,
  conversations: ReadonlyMap<ConversationId, Conversation>,
  { write, keep, removeLooseAttachments }: MemoryStagingParts,
): Pick<ConversationRepository, 'stage' | 'saveStaged' | 'removeStaged'> {
  return {
    stage(given, attachments) {
      keep(attachments);
      const written = given.filter(({ id, conversationId }) => {
        const isFree = (messages.get(id)?.conversationId ?? conversationId) === conversationId;
        return isFree && !conversations.has(conversationId);
      });
      for (const message of written) messages.set(message.id, mergeMessage(messages.get(message.id), message));
      return Promise.resolve(written.map(({ id }) => id));
    },
    saveStaged({ conversations: chats, messages: changed, attachments = [], messageIds }) {
      const there = new Set(changed.map(({ id }) => id));
      const lacks = (id: ConversationId): boolean =>
        !conversations.has(id) &&
        (messageIds.get(id) ?? []).some((each) => !there.has(each) && messages.get(each)?.conversationId !== id);
      const lacking = chats.map(({ id }) => id).filter(lacks);
      const filed = chats.map((chat) => {
        const here = conversations.get(chat.id);
        return here ? importedOver(here, chat) : chat;
      });
      if (lacking.length === 0) write({ conversations: filed, messages: changed, attachments, onlyNewer: true });
      return Promise.resolve(lacking);
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
