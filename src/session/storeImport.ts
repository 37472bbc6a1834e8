import { canonicalJson } from '../archive/canonicalJson.ts';
import type { ChatRows } from '../archive/ChatRows.ts';
import type { ConversationId, Message, MessageId } from '../conversation/Message.ts';
import { mergeMessage } from '../persistence/mergeMessage.ts';
import type { ChatStorage } from './chatStorage.ts';

/** What a stored import is watched and ended with. */
export interface StoreImportOptions {
  readonly storage: ChatStorage;
  /** Cancels it at any moment before the chats are there. */
  readonly signal: AbortSignal;
  /** Called with the share of the messages that were stored, from 0 to 1. */
  readonly onShare: (share: number) => void;
}

/** How many messages are written, or chats read, in one transaction: what others ask of the disk meanwhile waits for no more than that. */
const MESSAGES_AT_ONCE = 200;
const CHATS_AT_ONCE = 20;

/**
 * Stores what was imported, all or nothing. Messages of new chats go first, in short transactions, and nobody sees them; one last
 * transaction brings the chats, and with them what is new in those that were here. A chat that was used here since it was saved stays
 * as it is; its messages are merged as those of two tabs are.
 *
 * @throws {StorageError} when the disk refuses, and the signal's reason when it is cancelled.
 * @see docs/spec.md I4
 */
export async function storeImport(
  { conversations, messages }: ChatRows,
  { storage: { repository }, signal, onShare }: StoreImportOptions,
): Promise<void> {
  const known = await repository.loadConversations(conversations.map(({ id }) => id));
  const here = new Set(known.map(({ id }) => id));
  const { fresh = [], old = [] } = Object.groupBy(messages, ({ conversationId }) =>
    here.has(conversationId) ? 'old' : 'fresh',
  );
  let count = 0;
  const step = (size: number): void => {
    count += size;
    onShare(Math.min(1, count / messages.length));
    signal.throwIfAborted();
  };
  const changed: Message[] = [];
  const stageAll = async (staged: readonly Message[]): Promise<void> => {
    for (const batch of batches(staged, MESSAGES_AT_ONCE)) {
      const written = new Set(await repository.stage(batch));
      // A name that is taken, or a chat that is there: merged with that, as what comes twice is.
      changed.push(...batch.filter(({ id }) => !written.has(id)));
      step(batch.length);
    }
  };
  try {
    await stageAll(fresh);
    const byChat = Map.groupBy(old, ({ conversationId }) => conversationId);
    for (const ids of batches([...byChat.keys()], CHATS_AT_ONCE)) {
      const stored = new Map((await repository.loadMessages(...ids)).map((message) => [message.id, message]));
      const given = ids.flatMap((id) => byChat.get(id) ?? []);
      changed.push(...given.filter((message) => addsTo(stored.get(message.id), message)));
      step(given.length);
    }
    const messageIds = idsByChat(messages);
    for (;;) {
      const lacking = new Set(await repository.saveStaged({ conversations, messages: changed, messageIds }));
      if (lacking.size === 0) return;
      // Deleted since, or removed as what a killed page has left.
      await stageAll(messages.filter(({ conversationId }) => lacking.has(conversationId)));
    }
  } catch (error) {
    await repository.removeStaged(conversations.map(({ id }) => id));
    throw error;
  }
}

function idsByChat(messages: readonly Message[]): ReadonlyMap<ConversationId, readonly MessageId[]> {
  const chats = Map.groupBy(messages, ({ conversationId }) => conversationId);
  return new Map([...chats].map(([id, each]) => [id, each.map((message) => message.id)]));
}

/** Whether a message changes what is stored of it. */
function addsTo(stored: Message | undefined, message: Message): boolean {
  return !stored || canonicalJson(mergeMessage(stored, message)) !== canonicalJson(stored);
}

function* batches<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
