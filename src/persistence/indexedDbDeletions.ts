import { attachmentsOf } from '../conversation/attachmentsOf.ts';
import type { ConversationId, Message } from '../conversation/Message.ts';
import { purgedMessage } from '../conversation/removedMessage.ts';
import { repliesAtServer } from '../conversation/repliesAtServer.ts';
import { isRemoved } from '../conversation/tree.ts';
import { endedDeletion, isOver, type Deletion, type Deletions, type OnWritten } from './Deletions.ts';
import type { Connection } from './indexedDbConnection.ts';
import { inTransaction, readWhole, removeChat, writeChange, type Tables } from './indexedDbRows.ts';
import { readDeletion } from './readDeletion.ts';
import { isStoredAttachment, type StoredAttachment } from './StoredAttachment.ts';

/** Deleting in the browser's IndexedDB. */
export function createIndexedDbDeletions(
  withDatabase: Connection['withDatabase'],
  onWritten: OnWritten = () => undefined,
): Deletions {
  const write = <T>(durability: 'strict' | 'relaxed', work: (tables: Tables<'readwrite'>) => Promise<T>): Promise<T> =>
    withDatabase((database) => inTransaction(database, 'readwrite', durability, work));
  return {
    async takeChats(ids, note) {
      const rows = await write('relaxed', async (tables) => {
        const taken = await readChats(tables, ids);
        for (const id of ids) await removeChat(tables, id);
        await putNote(tables, { ...note, messageIds: [], replyIds: repliesAtServer(taken.messages) });
        return taken;
      });
      onWritten(ids);
      return {
        messages: rows.messages,
        async putBack() {
          await write('strict', async (tables) => {
            await putBack(tables, rows);
            await tables.objectStore('deletions').delete(note.id);
          });
          onWritten(ids);
        },
      };
    },
    async removeMessages(messages, note) {
      const ids = [...new Set(messages.map(({ conversationId }) => conversationId))];
      const attachments = await write('strict', async (tables) => {
        await writeChange(tables, { messages, onlyStored: true });
        await putNote(tables, { ...note, messageIds: messages.map(({ id }) => id), replyIds: [] });
        return readAttachments(tables, messages);
      });
      onWritten(ids);
      return {
        async bringBack(back) {
          await write('strict', async (tables) => {
            await writeChange(tables, { messages: back, attachments, onlyStored: true });
            await tables.objectStore('deletions').delete(note.id);
          });
          onWritten(ids);
        },
      };
    },
    async load() {
      const rows = await withDatabase((database) => database.getAll('deletions'));
      return rows.map(readDeletion).filter((deletion) => deletion !== undefined);
    },
    async end(id) {
      const ended = await write('strict', (tables) => endDeletion(tables, id));
      onWritten(ended.conversationIds);
      return ended.replyIds;
    },
    keepDue: (id, replyIds) => write('relaxed', (tables) => putNote(tables, endedDeletion(id, replyIds))),
  };
}

/** Keeps a deletion as long as there is something left to be done of it. */
async function putNote(tables: Tables<'readwrite'>, deletion: Deletion): Promise<void> {
  const table = tables.objectStore('deletions');
  await (isOver(deletion) ? table.delete(deletion.id) : table.put(deletion));
}

async function endDeletion(tables: Tables<'readwrite'>, id: string) {
  const deletion = readDeletion(await tables.objectStore('deletions').get(id));
  if (!deletion) return { replyIds: [], conversationIds: [] };
  const rows = await Promise.all(deletion.messageIds.map((each) => tables.objectStore('messages').get(each)));
  const read = await Promise.all(rows.map((row) => readWhole(tables, row)));
  const removed = read.filter((message) => message !== undefined).filter(isRemoved);
  await writeChange(tables, { messages: removed.map(purgedMessage), onlyStored: true });
  const replyIds = [...new Set([...deletion.replyIds, ...repliesAtServer(removed)])];
  await putNote(tables, endedDeletion(id, replyIds));
  return { replyIds, conversationIds: [...new Set(removed.map(({ conversationId }) => conversationId))] };
}

type ChatRows = Awaited<ReturnType<typeof readChats>>;

/** Everything of some chats. A row that no message can be read from is taken as it is. */
async function readChats(tables: Tables<'readwrite'>, ids: readonly ConversationId[]) {
  const chats = await Promise.all(ids.map((id) => tables.objectStore('conversations').get(id)));
  const index = tables.objectStore('messages').index('conversationId');
  const rows = (await Promise.all(ids.map((id) => index.getAll(id)))).flat();
  const read = await Promise.all(rows.map((row) => readWhole(tables, row)));
  const messages = read.filter((message) => message !== undefined);
  return {
    chats: chats.filter((chat) => chat !== undefined),
    messages,
    unreadable: rows.filter((_, at) => read[at] === undefined),
    // Another tab may remove what only these chats refer to before Undo is over: the blobs hold the bytes until then.
    attachments: await readAttachments(tables, messages),
  };
}

async function readAttachments(
  tables: Tables<'readwrite'>,
  messages: readonly Message[],
): Promise<readonly StoredAttachment[]> {
  const hashes = new Set(messages.flatMap(attachmentsOf).map(({ hash }) => hash));
  const rows = await Promise.all([...hashes].map((hash) => tables.objectStore('attachments').get(hash)));
  return rows.filter(isStoredAttachment);
}

async function putBack(
  tables: Tables<'readwrite'>,
  { chats, messages, unreadable, attachments }: ChatRows,
): Promise<void> {
  for (const row of chats) await putMissing(tables.objectStore('conversations'), row);
  for (const row of unreadable) await putMissing(tables.objectStore('messages'), row);
  await writeChange(tables, { messages, attachments });
}

interface Table<Row> {
  getKey(key: string): Promise<string | undefined>;
  put(row: Row): Promise<string>;
}

async function putMissing<Row extends { readonly id: string }>(table: Table<Row>, row: Row): Promise<void> {
  if ((await table.getKey(row.id)) === undefined) await table.put(row);
}
