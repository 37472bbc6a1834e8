import { attachmentsOf } from '../conversation/attachmentsOf.ts';
import type { ConversationId, Message } from '../conversation/Message.ts';
import type { Deletions, OnWritten } from './Deletions.ts';
import type { Connection } from './indexedDbConnection.ts';
import { inTransaction, readWhole, removeChat, writeChange, type Tables } from './indexedDbRows.ts';
import { isStoredAttachment, type StoredAttachment } from './StoredAttachment.ts';

/** Deleting in the browser's IndexedDB. */
export function createIndexedDbDeletions(
  withDatabase: Connection['withDatabase'],
  onWritten: OnWritten = () => undefined,
): Deletions {
  const write = <T>(durability: 'strict' | 'relaxed', work: (tables: Tables<'readwrite'>) => Promise<T>): Promise<T> =>
    withDatabase((database) => inTransaction(database, 'readwrite', durability, work));
  return {
    async takeChats(ids) {
      const rows = await write('relaxed', async (tables) => {
        const taken = await readChats(tables, ids);
        for (const id of ids) await removeChat(tables, id);
        return taken;
      });
      onWritten(ids);
      return {
        messages: rows.messages,
        async putBack() {
          await write('strict', (tables) => putBack(tables, rows));
          onWritten(ids);
        },
      };
    },
    async removeMessages(messages) {
      const ids = [...new Set(messages.map(({ conversationId }) => conversationId))];
      const attachments = await write('strict', async (tables) => {
        await writeChange(tables, { messages, onlyStored: true });
        return readAttachments(tables, messages);
      });
      onWritten(ids);
      return {
        async bringBack(back) {
          await write('strict', (tables) => writeChange(tables, { messages: back, attachments, onlyStored: true }));
          onWritten(ids);
        },
      };
    },
  };
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
