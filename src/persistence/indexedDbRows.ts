import type { IDBPTransaction } from 'idb';
import { attachmentsOf } from '../conversation/attachmentsOf.ts';
import type { Conversation } from '../conversation/Conversation.ts';
import type { Draft } from '../conversation/Draft.ts';
import type { Message } from '../conversation/Message.ts';
import { isFinal } from '../conversation/reply.ts';
import type { ConversationRepository, RepositoryChange, SentDraft } from './ConversationRepository.ts';
import { foldChunks } from './foldChunks.ts';
import type { Database, Schema } from './indexedDbConnection.ts';
import { isUnfinished } from './isUnfinished.ts';
import { mergeConversation } from './mergeConversation.ts';
import { mergeMessage } from './mergeMessage.ts';
import { readChunk } from './readChunk.ts';
import { readDraft } from './readDraft.ts';
import { readConversation, readMessage } from './readRows.ts';
import type { ReplyChunk } from './ReplyChunk.ts';

const TABLES = ['conversations', 'messages', 'chunks', 'drafts', 'attachments', 'deletions'] as const;

type Mode = 'readonly' | 'readwrite';

/** The tables within one transaction. */
export type Tables<M extends Mode> = IDBPTransaction<Schema, typeof TABLES, M>;

/** Does all of `work` or, when it fails, nothing: otherwise what was written before the failure would be committed. */
export async function inTransaction<M extends Mode, T>(
  database: Database,
  mode: M,
  durability: 'strict' | 'relaxed',
  work: (tables: Tables<M>) => Promise<T>,
): Promise<T> {
  const tables = database.transaction(TABLES, mode, { durability });
  try {
    const [result] = await Promise.all([work(tables), tables.done]);
    return result;
  } catch (cause) {
    try {
      tables.abort();
    } catch {
      // It has ended by itself.
    }
    throw cause;
  }
}

/** A message with what the indexes find it by. */
export function rowOf(message: Message): Schema['messages']['value'] {
  const attachments = attachmentsOf(message).map(({ hash }) => hash);
  return {
    ...message,
    ...(isUnfinished(message) ? { unfinished: 1 } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
  };
}

/** The rows of all chats, or of those that are asked for. In one transaction: to begin one for each would take longer than to read. */
export async function chatRows(
  database: Database,
  which: Parameters<ConversationRepository['loadConversations']>[0],
): Promise<readonly unknown[]> {
  const { store } = database.transaction('conversations');
  if (!which) return store.getAll();
  if (!('latest' in which)) return Promise.all(which.map((id) => store.get(id)));
  const rows: unknown[] = [];
  let cursor = await store.index('updatedAtMs').openCursor(null, 'prev');
  while (cursor && rows.push(cursor.value) < which.latest) cursor = await cursor.continue();
  return rows;
}

/** The message in a row together with what its replies have grown by since. */
export async function readWhole(tables: Tables<Mode>, row: unknown): Promise<Message | undefined> {
  const message = readMessage(row);
  if (!message || message.role === 'user') return message;
  const growing = message.runs.filter(({ reply }) => !isFinal(reply.state));
  const rows = await Promise.all(
    growing.map(({ reply }) => tables.objectStore('chunks').getAll(chunksOf(reply.replyId))),
  );
  const chunks = rows.flat().map(readChunk);
  return foldChunks(
    message,
    chunks.filter((chunk) => chunk !== undefined),
  );
}

/** Writes what has changed. Gives the messages as they are stored now. */
export async function writeChange(tables: Tables<'readwrite'>, change: RepositoryChange): Promise<readonly Message[]> {
  const { conversations = [], others = [], attachments = [], sentDraft } = change;
  // Another tab has sent this draft: the chat is its own from there on.
  const isSent = sentDraft && (await tables.objectStore('messages').getKey(sentDraft.questionId)) !== undefined;
  let isGone = false;
  for (const conversation of conversations) {
    const row: unknown = await tables.objectStore('conversations').get(conversation.id);
    isGone = row === undefined;
    if (isGone ? !change.onlyStored : !isSent) await writeChat(tables, row, conversation, change);
  }
  if (isGone) await writeMessages(tables, { ...change, messages: others });
  if (sentDraft) await removeSent(tables, sentDraft);
  await Promise.all(attachments.map((attachment) => tables.objectStore('attachments').put(attachment)));
  return writeMessages(tables, change);
}

/** Writes a chat over its row, or, when that is asked, only over an older state of it; what cannot be read is none. */
async function writeChat(
  tables: Tables<'readwrite'>,
  row: unknown,
  conversation: Conversation,
  { before, onlyNewer }: RepositoryChange,
): Promise<void> {
  const { id, updatedAtMs } = conversation;
  const stored = readConversation(row);
  if (onlyNewer && row !== undefined && !(stored && stored.updatedAtMs < updatedAtMs)) return;
  await tables.objectStore('conversations').put(mergeConversation(stored, conversation, before?.get(id)));
}

async function removeSent(tables: Tables<'readwrite'>, { questionId, rest }: SentDraft): Promise<void> {
  const table = tables.objectStore('drafts');
  for (const draft of (await table.getAll()).map(readDraft)) {
    if (draft?.ids.questionId === questionId) await table.delete(draft.key);
  }
  await writeDraft(tables, rest);
}

/** Keeps a draft. One without text removes what is in its box when that is itself: another tab may have written there. */
export async function writeDraft(tables: Tables<'readwrite'>, draft: Draft): Promise<void> {
  const table = tables.objectStore('drafts');
  if (draft.text !== '') {
    await table.put(draft);
    return;
  }
  const stored = readDraft(await table.get(draft.key));
  if (stored?.ids.questionId === draft.ids.questionId) await table.delete(draft.key);
}

/** The drafts in rows, but for those that are stored as questions. */
export async function unsentDrafts(tables: Tables<Mode>): Promise<readonly Draft[]> {
  const rows = (await tables.objectStore('drafts').getAll()).map(readDraft);
  const messages = tables.objectStore('messages');
  const unsent = await Promise.all(
    rows.map(async (draft) =>
      (draft && (await messages.getKey(draft.ids.questionId))) === undefined ? draft : undefined,
    ),
  );
  return unsent.filter((draft) => draft !== undefined);
}

async function writeMessages(
  tables: Tables<'readwrite'>,
  { messages = [], onlyStored }: RepositoryChange,
): Promise<readonly Message[]> {
  const written: Message[] = [];
  for (let at = 0; at < messages.length; at += WRITTEN_AT_ONCE) {
    const batch = messages.slice(at, at + WRITTEN_AT_ONCE);
    const rows = await Promise.all(batch.map((message) => writeMessage(tables, message, onlyStored)));
    written.push(...rows.filter((row) => row !== undefined));
  }
  return written;
}

/** So many messages are written side by side: one after the other each would wait for the disk's answers. */
const WRITTEN_AT_ONCE = 100;

async function writeMessage(
  tables: Tables<'readwrite'>,
  message: Message,
  onlyStored: true | undefined,
): Promise<Message | undefined> {
  const table = tables.objectStore('messages');
  const row = await table.get(message.id);
  const stored = await readWhole(tables, row);
  // What cannot be read is left alone, since only its placeholder is known here, and so is what belongs to another chat.
  if (row && stored?.conversationId !== message.conversationId) return undefined;
  if (onlyStored && !(stored && (await isInChat(tables, stored)))) return undefined;
  const next = mergeMessage(stored, message);
  await table.put(rowOf(next));
  // What was not stored has grown by nothing.
  if (stored) await removeChunks(tables, next);
  return next;
}

/** Adds pieces to replies that are stored and grow. */
export async function addChunks(tables: Tables<'readwrite'>, chunks: readonly ReplyChunk[]): Promise<void> {
  await Promise.all(chunks.map((chunk) => addChunk(tables, chunk)));
}

/** Reads all at once where it can: on a machine that is busy each answer takes its time, and the page may be killed meanwhile. */
async function addChunk(tables: Tables<'readwrite'>, chunk: ReplyChunk): Promise<void> {
  const table = tables.objectStore('chunks');
  const [row, known] = await Promise.all([
    tables.objectStore('messages').get(chunk.messageId),
    table.get([chunk.replyId, chunk.seq]),
  ]);
  const message = readMessage(row);
  const run = message?.role === 'assistant' && message.runs.find(({ reply }) => reply.replyId === chunk.replyId);
  if (!message || !run || isFinal(run.reply.state) || !(await isInChat(tables, message))) return;
  // Another tab may have begun a longer piece at the same place.
  const longer = readChunk(known);
  if (!longer || longer.lastSeq < chunk.lastSeq) await table.put(chunk);
}

/** Removes a chat with its messages, what they have grown by, its draft and its queue. */
export async function removeChat(tables: Tables<'readwrite'>, conversationId: string): Promise<void> {
  const messages = tables.objectStore('messages');
  for (const row of await messages.index('conversationId').getAll(conversationId)) {
    await messages.delete(row.id);
    await tables.objectStore('drafts').delete(`edit:${row.id}`);
    const message = readMessage(row);
    if (message) await removeChunks(tables, message);
  }
  await tables.objectStore('conversations').delete(conversationId);
  await tables.objectStore('drafts').delete(conversationId);
  for (const family of ['queue', 'edit-queue']) {
    const first = `${family}:${conversationId}`;
    await tables.objectStore('drafts').delete(IDBKeyRange.bound(`${first}:`, `${first};`));
  }
}

async function removeChunks(tables: Tables<'readwrite'>, message: Message): Promise<void> {
  if (message.role === 'user') return;
  for (const { reply } of message.runs) await tables.objectStore('chunks').delete(chunksOf(reply.replyId));
}

async function isInChat(tables: Tables<'readwrite'>, message: Message): Promise<boolean> {
  return (await tables.objectStore('conversations').getKey(message.conversationId)) !== undefined;
}

/** The keys of all pieces of a reply. */
function chunksOf(replyId: string): IDBKeyRange {
  return IDBKeyRange.bound([replyId, 0], [replyId, Infinity]);
}
