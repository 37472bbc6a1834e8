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
  /** Shows and stores chats that have changed. */
  keep(...conversations: readonly Conversation[]): Promise<void>;
  /** Gives a chat a title of a person's own; an empty one changes nothing. */
  rename(conversationId: ConversationId, title: string): Promise<void>;
  /** Shows and stores what `next` makes of chats; the same object changes nothing. */
  change(ids: readonly ConversationId[], next: (conversation: Conversation) => Conversation): Promise<void>;
}

/** What a library works with. */
export interface LibraryOptions {
  readonly store: ChatStore;
  readonly storage: ChatStorage;
  /** Resolves when the list of chats is in the store. Never rejects. */
  readonly listed: Promise<void>;
}

/**
 * The library of a session.
 *
 * @see docs/spec.md N11
 */
export function createLibrary({ store, storage, listed }: LibraryOptions): Library {
  const keep = async (...conversations: readonly Conversation[]): Promise<void> => {
    if (conversations.length === 0) return;
    store.putConversations(conversations);
    try {
      await storage.repository.save({ conversations, onlyStored: true }, 'relaxed');
      storage.report(undefined);
    } catch (error) {
      storage.report(error);
    }
  };
  /** The list may not have it yet: it begins with the latest chats. */
  const isKnown = async (conversationId: ConversationId): Promise<boolean> => {
    const { conversations, lastDeleted } = store.getState();
    if (conversations.has(conversationId)) return true;
    if (lastDeleted.some(({ conversation }) => conversation.id === conversationId)) return false;
    try {
      const found = await storage.repository.loadConversations([conversationId]);
      store.addConversations(found);
      return found.length > 0;
    } catch (error) {
      storage.report(error);
      return false;
    }
  };
  const read = async (conversationId: ConversationId): Promise<void> => {
    // Asked for before it is known that there is such a chat: a page that begins with one waits for the disk only once.
    const { repository } = storage;
    const reading = Promise.allSettled([repository.loadMessages(conversationId)]);
    await listed;
    if (!(await isKnown(conversationId))) return;
    const [messages] = await reading;
    if (messages.status === 'rejected') storage.report(messages.reason);
    else if (!store.getState().threads.has(conversationId)) store.openThread(conversationId, messages.value);
  };
  return {
    async open(conversationId) {
      if (!store.getState().threads.has(conversationId)) await read(conversationId);
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
    change(ids, next) {
      const { conversations } = store.getState();
      const known = ids.map((id) => conversations.get(id)).filter((chat) => chat !== undefined);
      return keep(...known.map(next).filter((chat, index) => chat !== known[index]));
    },
  };
}
