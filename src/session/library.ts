import { withSettings, type ChatSettingChanges } from '../conversation/chatSettings.ts';
import type { Conversation } from '../conversation/Conversation.ts';
import type { ConversationId, Message } from '../conversation/Message.ts';
import type { Filing } from '../conversation/tags.ts';
import type { MessageMap } from '../conversation/tree.ts';
import { mergeConversation } from '../persistence/mergeConversation.ts';
import { toStorageError } from '../persistence/toStorageError.ts';
import { isDeleted } from '../store/selectors.ts';
import type { ChatStore } from '../store/chatStore.ts';
import type { KeepOutcome } from './ChatSession.ts';
import type { ChatStorage } from './chatStorage.ts';
import { refuse } from './launcher.ts';

/** A chat that is open, with all of its messages. */
export interface OpenedChat {
  readonly conversation: Conversation;
  readonly messages: MessageMap;
}

/** Messages to store with their chat. */
export interface AddedMessages {
  readonly conversation: Conversation;
  /** What it was before; of a new one itself. */
  readonly before: Conversation;
  readonly messages: readonly Message[];
  /** The other messages of the chat. */
  readonly others?: readonly Message[];
}

/** The chats of the disk. Nothing in it rejects but what says so. */
export interface Library {
  /** The chat and its messages, read into the store if they are not there; `undefined` when there is none. */
  open(conversationId: ConversationId): Promise<OpenedChat | undefined>;
  /** Changes chats in the list and on the disk, there only in what is different: another tab may have changed them too. */
  change(ids: readonly ConversationId[], next: (chat: Conversation) => Conversation): Promise<void>;
  /** Stores and shows messages that ask no model, in a chat that is new or was changed by them. */
  add(added: AddedMessages): Promise<KeepOutcome>;
  /** Gives a chat a title of a person's own; an empty one changes nothing. */
  rename(conversationId: ConversationId, title: string): Promise<void>;
  /** Gives a chat settings of its own, or takes them back. */
  set(conversationId: ConversationId, changes: ChatSettingChanges): Promise<void>;
  /** Pins, archives and tags chats, or takes that back. Rejects where its code cannot be had. */
  file(ids: readonly ConversationId[], filing: Filing): Promise<void>;
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
  const change: Library['change'] = async (ids, next) => {
    const before = store.getState().conversations;
    const known = ids.map((id) => before.get(id)).filter((chat) => chat !== undefined);
    const conversations = known.map(next).filter((chat, index) => chat !== known[index]);
    if (conversations.length === 0) return;
    store.putConversations(conversations);
    try {
      await storage.repository.save({ conversations, before, onlyStored: true }, 'relaxed');
      storage.report(undefined);
    } catch (error) {
      storage.report(error);
    }
  };
  /** The list may not have it yet: it begins with the latest chats. */
  const isKnown = async (conversationId: ConversationId): Promise<boolean> => {
    const { conversations, lastDeleted } = store.getState();
    if (conversations.has(conversationId)) return true;
    if (isDeleted(lastDeleted, conversationId)) return false;
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
    change,
    add: (added) => add(added, store, storage),
    async rename(conversationId, typed) {
      const title = typed.trim();
      if (title !== '') await change([conversationId], (chat) => ({ ...chat, title, titleFrom: 'person' }));
    },
    set: (conversationId, changes) => change([conversationId], (chat) => withSettings(chat, changes)),
    async file(ids, filing) {
      const { filed } = await import('../conversation/tags.ts');
      await change(ids, (chat) => filed(chat, filing));
    },
  };
}

async function add(added: AddedMessages, store: ChatStore, storage: ChatStorage): Promise<KeepOutcome> {
  const { conversation, before, messages, others = [] } = added;
  try {
    const change = { conversations: [conversation], before: new Map([[before.id, before]]), messages, others };
    const kept = await storage.repository.save(change, 'strict');
    store.putMessages(mergeConversation(store.getState().conversations.get(before.id), conversation, before), kept);
    storage.report(undefined);
    return { status: 'kept', conversationId: conversation.id };
  } catch (error) {
    return refuse('storage', `${toStorageError(error).message} Nothing was changed.`);
  }
}
