import type { Conversation } from '../conversation/Conversation.ts';
import { importedOver } from '../conversation/importedOver.ts';
import type { ConversationId, Message, MessageId } from '../conversation/Message.ts';
import type { Database } from './indexedDbConnection.ts';
import type { StagedChange } from './ConversationRepository.ts';
import { inTransaction, rowOf, writeChange } from './indexedDbRows.ts';
import { mergeMessage } from './mergeMessage.ts';
import { readConversation, readMessage } from './readRows.ts';
import { isStoredAttachment, type StoredAttachment } from './StoredAttachment.ts';

/** How many chats' staged messages are removed in one transaction. */
const CHATS_AT_ONCE = 20;

/** How many chats are looked at side by side. */
const LOOKED_AT_ONCE = 100;

/** @see ConversationRepository.stage */
export function stageMessages(
  database: Database,
  messages: readonly Message[],
  attachments: readonly StoredAttachment[],
): Promise<readonly MessageId[]> {
  return inTransaction(database, 'readwrite', 'relaxed', async (tables) => {
    const chats = [...new Set(messages.map(({ conversationId }) => conversationId))];
    const chatKeys = await Promise.all(chats.map((id) => tables.objectStore('conversations').getKey(id)));
    const there = new Set(chatKeys);
    const table = tables.objectStore('messages');
    const awaited = messages.filter(({ conversationId }) => !there.has(conversationId));
    // All are read, then all written: one after the other would take longer.
    const rows = await Promise.all(awaited.map(({ id }) => table.get(id)));
    const staged = awaited.map((message, at) => mergeStaged(rows[at], message)).filter((each) => each !== undefined);
    const files = tables.objectStore('attachments');
    await Promise.all([
      ...staged.map((message) => table.put(rowOf(message))),
      ...attachments.map(async (file) => (await files.getKey(file.hash)) ?? files.put(file)),
    ]);
    return staged.map(({ id }) => id);
  });
}

/** A message with what was staged of it before, or `undefined` where its name is taken. */
function mergeStaged(row: unknown, message: Message): Message | undefined {
  if (row === undefined) return message;
  const staged = readMessage(row);
  return staged?.conversationId === message.conversationId ? mergeMessage(staged, message) : undefined;
}

/** @see ConversationRepository.saveStaged */
export function saveStaged(database: Database, change: StagedChange): Promise<readonly ConversationId[]> {
  const { conversations, messages, attachments = [] } = change;
  return inTransaction(database, 'readwrite', 'strict', async (tables) => {
    const given = new Set<string>(messages.map(({ id }) => id));
    const lacking: ConversationId[] = [];
    const chats: Conversation[] = [];
    for (let at = 0; at < conversations.length; at += LOOKED_AT_ONCE) {
      await Promise.all(
        conversations.slice(at, at + LOOKED_AT_ONCE).map(async (chat) => {
          const { id } = chat;
          const row: unknown = await tables.objectStore('conversations').get(id);
          const here = readConversation(row);
          chats.push(here ? importedOver(here, chat) : chat);
          if (row !== undefined) return;
          const stored = new Set(await tables.objectStore('messages').index('conversationId').getAllKeys(id));
          if (change.messageIds.get(id)?.some((each) => !stored.has(each) && !given.has(each))) lacking.push(id);
        }),
      );
    }
    if (lacking.length > 0) return lacking;
    await writeChange(tables, { conversations: chats, messages, attachments, onlyNewer: true });
    return [];
  });
}

/** @see ConversationRepository.removeStaged */
export async function removeStaged(database: Database, which: readonly ConversationId[] | undefined): Promise<void> {
  const ids: readonly string[] = which ?? (await missingChats(database));
  for (let at = 0; at < ids.length; at += CHATS_AT_ONCE) {
    await inTransaction(database, 'readwrite', 'relaxed', async (tables) => {
      const messages = tables.objectStore('messages');
      for (const id of ids.slice(at, at + CHATS_AT_ONCE)) {
        if ((await tables.objectStore('conversations').getKey(id)) !== undefined) continue;
        const keys = await messages.index('conversationId').getAllKeys(id);
        await Promise.all(keys.map((key) => messages.delete(key)));
      }
    });
  }
}

/** @see ConversationRepository.loadAttachments */
export async function loadAttachments(
  database: Database,
  hashes: readonly string[],
): Promise<readonly StoredAttachment[]> {
  const rows = await Promise.all(hashes.map((hash) => database.get('attachments', hash)));
  return rows.filter(isStoredAttachment);
}

/** @see ConversationRepository.removeLooseAttachments */
export function removeLooseAttachments(database: Database): Promise<void> {
  return inTransaction(database, 'readwrite', 'relaxed', async (tables) => {
    const files = tables.objectStore('attachments');
    const messages = tables.objectStore('messages').index('attachments');
    const remove = async (hash: string): Promise<void> => {
      if ((await messages.getKey(hash)) === undefined) await files.delete(hash);
    };
    await Promise.all((await files.getAllKeys()).map(remove));
  });
}

/** The chats that messages name and that are not there. What is no name belongs to a row that cannot be read: it is left alone. */
async function missingChats(database: Database): Promise<readonly string[]> {
  const there = new Set(await database.getAllKeys('conversations'));
  const named: string[] = [];
  const index = database.transaction('messages').store.index('conversationId');
  let cursor = await index.openKeyCursor(null, 'nextunique');
  for (; cursor; cursor = await cursor.continue()) {
    if (typeof cursor.key === 'string' && !there.has(cursor.key)) named.push(cursor.key);
  }
  return named;
}
