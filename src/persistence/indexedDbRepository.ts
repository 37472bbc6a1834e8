import { isReplyId } from '../../protocol/ids.ts';
import type { Message } from '../conversation/Message.ts';
import type { ConversationRepository } from './ConversationRepository.ts';
import { createConnection, type Connection, type Database } from './indexedDbConnection.ts';
import {
  addChunks,
  inTransaction,
  chatRows,
  readWhole,
  removeChat,
  unsentDrafts,
  writeChange,
  writeDraft,
} from './indexedDbRows.ts';
import { isUnfinished } from './isUnfinished.ts';
import { readConversation } from './readRows.ts';
import type * as stagedRows from './stagedRows.ts';

/**
 * Chats in the browser's IndexedDB. The database is opened by the first call; a call that fails leaves the next one free to
 * open it again.
 *
 * @param options.name the database; by default `rivulet`.
 * @see docs/spec.md the family P
 */
export function createIndexedDbRepository(options: { readonly name?: string } = {}): ConversationRepository {
  let tellWiped: (() => void) | undefined;
  const { withDatabase, close } = createConnection(options.name ?? 'rivulet', () => tellWiped?.());
  const load = (index: 'conversationId' | 'unfinished', keys: readonly (string | undefined)[]) =>
    withDatabase((database) =>
      inTransaction(database, 'readonly', 'relaxed', async (tables) => {
        const table = tables.objectStore('messages').index(index);
        const rows = (await Promise.all(keys.map((key) => table.getAll(key)))).flat();
        return Promise.all(rows.map(async (row) => (await readWhole(tables, row)) ?? { damaged: row }));
      }),
    );
  return {
    async loadConversations(which) {
      const rows = await withDatabase((database) => chatRows(database, which));
      return rows.map(readConversation).filter((conversation) => conversation !== undefined);
    },
    loadMessages: async (...conversationIds) => withPlaceholders(await load('conversationId', conversationIds)),
    loadUnfinished: async () => (await load('unfinished', [undefined])).filter(isMessage).filter(isUnfinished),
    save: (change, durability) =>
      withDatabase((database) =>
        inTransaction(database, 'readwrite', durability, (tables) => writeChange(tables, change)),
      ),
    ...lazyMethods(withDatabase),
    append: (chunks) =>
      withDatabase((database) =>
        inTransaction(database, 'readwrite', 'relaxed', (tables) => addChunks(tables, chunks)),
      ),
    deleteConversation: (...ids) =>
      withDatabase((database) =>
        inTransaction(database, 'readwrite', 'relaxed', async (tables) => {
          for (const id of ids) await removeChat(tables, id);
        }),
      ),
    loadDrafts: () => withDatabase((database) => inTransaction(database, 'readonly', 'relaxed', unsentDrafts)),
    saveDrafts: (drafts) =>
      withDatabase((database) =>
        inTransaction(database, 'readwrite', 'relaxed', async (tables) => {
          const writes = drafts.map((draft) => writeDraft(tables, draft));
          // A page that goes away commits nothing by itself any more. What is emptied is read first.
          if (drafts.every(({ text }) => text !== '')) tables.commit();
          await Promise.all(writes);
        }),
      ),
    countDeletions: () => withDatabase((database) => database.count('deletions')),
    loadStops: async () => (await withDatabase((database) => database.getAllKeys('stops'))).filter(isReplyId),
    setStop: (replyId, isOpen) =>
      withDatabase(async (database) => {
        await (isOpen ? database.put('stops', { replyId }) : database.delete('stops', replyId));
      }),
    onWiped(listener) {
      tellWiped = listener;
    },
    close,
  };
}

/** What only imports, deletions and the page about the data need. */
function lazyMethods(
  withDatabase: Connection['withDatabase'],
): Pick<
  ConversationRepository,
  | 'stage'
  | 'saveStaged'
  | 'removeStaged'
  | 'loadAttachments'
  | 'countAttachments'
  | 'removeLooseAttachments'
  | 'deletions'
> {
  const withRows = async <T>(work: (rows: StagedRows, database: Database) => Promise<T>): Promise<T> => {
    const rows = await import('./stagedRows.ts');
    return withDatabase((database) => work(rows, database));
  };
  return {
    stage: (messages, attachments = []) =>
      withRows((rows, database) => rows.stageMessages(database, messages, attachments)),
    saveStaged: (change) => withRows((rows, database) => rows.saveStaged(database, change)),
    removeStaged: (which) =>
      withRows(async (rows, database) => {
        await rows.removeStaged(database, which);
        await rows.removeLooseAttachments(database);
      }),
    loadAttachments: (hashes) =>
      hashes.length === 0 ? Promise.resolve([]) : withRows((rows, database) => rows.loadAttachments(database, hashes)),
    countAttachments: () => withDatabase((database) => database.count('attachments')),
    removeLooseAttachments: () => withRows((rows, database) => rows.removeLooseAttachments(database)),
    deletions: async (onWritten) =>
      (await import('./indexedDbDeletions.ts')).createIndexedDbDeletions(withDatabase, onWritten),
  };
}

type StagedRows = typeof stagedRows;

/** A message, or a row that none can be read from. */
type Read = Message | { readonly damaged: unknown };

function isMessage(read: Read): read is Message {
  return !('damaged' in read);
}

/** Hardly any disk has such rows: what stands for them is loaded with the first. */
async function withPlaceholders(read: readonly Read[]): Promise<readonly Message[]> {
  if (read.every(isMessage)) return read;
  const { placeholderFor } = await import('./placeholderFor.ts');
  return read
    .map((each) => (isMessage(each) ? each : placeholderFor(each.damaged)))
    .filter((message) => message !== undefined);
}
