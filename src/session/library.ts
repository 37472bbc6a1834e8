import type { Conversation } from '../conversation/Conversation.ts';
import type { ConversationId } from '../conversation/Message.ts';
import type { MessageMap } from '../conversation/tree.ts';
import type { ChatStore } from '../store/chatStore.ts';
import type { ChatStorage } from './chatStorage.ts';

/** A chat that is open, with all of its messages. */
export interface OpenedChat {
  readonly conversation: Conversation;
  readonly messages: MessageMap;
}

/** The chats of the disk. Nothing in it rejects. */
export interface Library {
  /** The chat and its messages, read into the store if they are not there; `undefined` when there is none. */
  open(conversationId: ConversationId): Promise<OpenedChat | undefined>;
  /** Shows and stores a chat that has changed. */
  keep(conversation: Conversation): Promise<void>;
  /** Gives a chat a title of a person's own; an empty one changes nothing. */
  rename(conversationId: ConversationId, title: string): Promise<void>;
}

/**
 * The library of a session.
 *
 * @see docs/spec.md N11
 */
export function createLibrary({ store, storage }: { store: ChatStore; storage: ChatStorage }): Library {
  const keep = async (conversation: Conversation): Promise<void> => {
    store.putConversation(conversation);
    try {
      await storage.repository.save({ conversations: [conversation], onlyStored: true }, 'relaxed');
      storage.report(undefined);
    } catch (error) {
      storage.report(error);
    }
  };
  return {
    async open(conversationId) {
      try {
        const { conversations, threads } = store.getState();
        if (conversations.has(conversationId) && !threads.has(conversationId)) {
          store.openThread(conversationId, await storage.repository.loadMessages(conversationId));
        }
      } catch (error) {
        storage.report(error);
      }
      const { conversations, threads } = store.getState();
      const conversation = conversations.get(conversationId);
      const messages = threads.get(conversationId);
      return conversation && messages && { conversation, messages };
    },
    keep,
    async rename(conversationId, title) {
      const conversation = store.getState().conversations.get(conversationId);
      const trimmed = title.trim();
      if (conversation && trimmed !== '') await keep({ ...conversation, title: trimmed, titleFrom: 'person' });
    },
  };
}
