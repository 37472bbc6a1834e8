import type { AssistantMessage, ConversationId, Message } from '../../conversation/Message.ts';
import type { Conversation } from '../../conversation/Conversation.ts';
import { mergeConversation } from '../../persistence/mergeConversation.ts';
import { newerMessage } from '../../persistence/newerMessage.ts';
import { CHATS_AT_ONCE } from '../batches.ts';
import type { ChatStorage } from '../chatStorage.ts';
import { loadPiecewise } from '../loadPiecewise.ts';
import type { DraftKeeper } from '../draftKeeper.ts';
import type { ChatStore } from '../../store/chatStore.ts';
import { isDeleted } from '../../store/selectors.ts';

/** Reads again what other tabs have written. Nothing in it rejects. */
export interface Rereading {
  /** Reads chats again. Resolves when the store has what the disk has. */
  read(...conversationIds: readonly ConversationId[]): Promise<void>;
  /** Reads the list of chats again, and every answer that has not ended. */
  readAll(): Promise<void>;
}

/** What is read again, and who hears of it. */
export interface RereadingOptions {
  readonly store: ChatStore;
  readonly storage: ChatStorage;
  /** Called for every answer that was read, after the store has it (of chats that are open). */
  readonly onAnswer: (answer: AssistantMessage) => void;
  readonly keeper: Pick<DraftKeeper, 'readQueue' | 'letGo'>;
  /** Called for every chat that is not on the disk any more. */
  readonly onGone: (conversationId: ConversationId) => void;
}

/**
 * Reads again, one chat after the other, so that no older reading comes last.
 *
 * @see docs/spec.md G4
 */
export function createRereading(options: RereadingOptions): Rereading {
  const { store, storage, keeper, onAnswer } = options;
  const due = new Set<ConversationId>();
  /** Many that were told of at once, as by an import, and are in the list: what is told of meanwhile goes first. */
  const later: ConversationId[] = [];
  let reading: Promise<void> | undefined;

  const tell = (messages: readonly Message[]): void => {
    for (const message of messages) if (message.role === 'assistant') onAnswer(message);
  };
  const readThese = async (ids: readonly ConversationId[], isTold: boolean): Promise<void> => {
    const before = store.getState().conversations;
    const chats = await loadPiecewise(storage.repository, ids);
    const there = new Set(chats.map(({ id }) => id));
    drop(
      ids.filter((id) => !there.has(id)),
      options,
    );
    if (isTold) list(store, chats, before);
    if (ids.length > CHATS_AT_ONCE) {
      later.push(...there);
      return;
    }
    for (const chat of chats) {
      tell(await readInto(chat, before, options));
      await keeper.readQueue(chat.id);
    }
  };
  const readDue = async (): Promise<void> => {
    let ids: readonly ConversationId[] = [];
    try {
      while (due.size + later.length > 0) {
        const isTold = due.size > 0;
        ids = isTold ? [...due] : later.splice(0, CHATS_AT_ONCE);
        due.clear();
        await readThese(ids, isTold);
      }
    } catch (error) {
      // They are read with what is told next.
      for (const id of ids) due.add(id);
      storage.report(error);
    } finally {
      // In the same step as the last look at what is due: what is told later begins anew.
      reading = undefined;
    }
  };
  return {
    read(...conversationIds) {
      for (const id of conversationIds) due.add(id);
      reading ??= readDue();
      return reading;
    },
    async readAll() {
      try {
        store.addConversations(await storage.repository.loadConversations());
        tell(await storage.repository.loadUnfinished());
      } catch (error) {
        storage.report(error);
      }
    },
  };
}

/** In one step too: a wipe takes thousands. */
function drop(ids: readonly ConversationId[], { store, keeper, onGone }: RereadingOptions): void {
  if (ids.length === 0) return;
  const { threads } = store.getState();
  keeper.letGo(ids.map((id) => ({ id, messageIds: threads.get(id)?.keys() ?? [] })));
  store.dropConversations(ids);
  for (const id of ids) onGone(id);
}

/** The list of chats as it was when their rows were read. */
type Listed = ReadonlyMap<ConversationId, Conversation>;

/** In one step, as each is drawn: an import brings thousands. */
function list(store: ChatStore, chats: readonly Conversation[], before: Listed): void {
  const { conversations, threads, lastDeleted } = store.getState();
  const closed = chats.filter(
    ({ id }) => !threads.has(id) && !isDeleted(lastDeleted, id) && conversations.has(id) === before.has(id),
  );
  if (closed.length > 0) {
    store.putConversations(closed.map((chat) => newerChat(chat, conversations.get(chat.id), before.get(chat.id))));
  }
}

/** Brings the store up to what the disk has of a chat, but for what was changed here since its row was read. Gives what the disk has. */
async function readInto(
  conversation: Conversation,
  before: Listed,
  { store, storage }: RereadingOptions,
): Promise<readonly Message[]> {
  const { id } = conversation;
  const messages = await storage.repository.loadMessages(id);
  const { conversations, threads, lastDeleted } = store.getState();
  // This tab is about to delete it.
  if (isDeleted(lastDeleted, id)) return [];
  const mine = threads.get(id);
  const merged = messages.map((message) => newerMessage(mine?.get(message.id), message));
  if (mine) store.putMessages(newerChat(conversation, conversations.get(id), before.get(id)), merged);
  return messages;
}

/** A chat as the disk has it, with what was changed here since its row was read. */
function newerChat(
  stored: Conversation,
  now: Conversation | undefined,
  before: Conversation | undefined,
): Conversation {
  return now && now !== before ? mergeConversation(stored, now, before) : stored;
}
