import type { AssistantMessage, ConversationId, Message } from '../../conversation/Message.ts';
import type { Conversation } from '../../conversation/Conversation.ts';
import { newerMessage } from '../../persistence/newerMessage.ts';
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
  const { store, storage, keeper, onAnswer, onGone } = options;
  const due = new Set<ConversationId>();
  let reading: Promise<void> | undefined;

  const tell = (messages: readonly Message[]): void => {
    for (const message of messages) if (message.role === 'assistant') onAnswer(message);
  };
  const readThese = async (ids: readonly ConversationId[]): Promise<void> => {
    const before = store.getState().conversations;
    const chats = new Map((await loadPiecewise(storage.repository, ids)).map((chat) => [chat.id, chat]));
    list(store, [...chats.values()], before);
    for (const id of ids) {
      const conversation = chats.get(id);
      if (conversation) {
        tell(await readInto(conversation, before, options));
        await keeper.readQueue(id);
      } else {
        keeper.letGo([{ id, messageIds: store.getState().threads.get(id)?.keys() ?? [] }]);
        store.dropConversation(id);
        onGone(id);
      }
    }
  };
  const readDue = async (): Promise<void> => {
    let ids: readonly ConversationId[] = [];
    try {
      while (due.size > 0) {
        ids = [...due];
        due.clear();
        await readThese(ids);
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
  const guarded = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      storage.report(error);
    }
  };
  return {
    read(...conversationIds) {
      for (const id of conversationIds) due.add(id);
      reading ??= readDue();
      return reading;
    },
    readAll: () =>
      guarded(async () => {
        store.addConversations(await storage.repository.loadConversations());
        tell(await storage.repository.loadUnfinished());
      }),
  };
}

/** The list of chats as it was when their rows were read. */
type Listed = ReadonlyMap<ConversationId, Conversation>;

/** In one step, as each is drawn: an import brings thousands. */
function list(store: ChatStore, chats: readonly Conversation[], before: Listed): void {
  const { conversations, threads, lastDeleted } = store.getState();
  const closed = chats.filter(
    ({ id }) => !threads.has(id) && !isDeleted(lastDeleted, id) && conversations.get(id) === before.get(id),
  );
  if (closed.length > 0) store.putConversations(closed);
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
  const now = conversations.get(id);
  if (mine) store.putMessages(now && now !== before.get(id) ? now : conversation, merged);
  return messages;
}
