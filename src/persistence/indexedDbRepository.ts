import { isReplyId } from '../../protocol/ids.ts';
import type { ConversationRepository } from './ConversationRepository.ts';
import { createConnection } from './indexedDbConnection.ts';
import { addChunks, inTransaction, chatRows, readWhole, removeChat, writeChange } from './indexedDbRows.ts';
import { isUnfinished } from './isUnfinished.ts';
import { readDraft } from './readDraft.ts';
import { placeholderFor } from './placeholderFor.ts';
import { readConversation } from './readRows.ts';

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
        const messages = await Promise.all(rows.map((row) => readWhole(tables, row)));
        return messages
          .map((message, row) => message ?? placeholderFor(rows[row]))
          .filter((each) => each !== undefined);
      }),
    );
  return {
    async loadConversations(which) {
      const rows = await withDatabase((database) => chatRows(database, which));
      return rows.map(readConversation).filter((conversation) => conversation !== undefined);
    },
    loadMessages: (...conversationIds) => load('conversationId', conversationIds),
    loadUnfinished: async () => (await load('unfinished', [undefined])).filter(isUnfinished),
    save: (change, durability) =>
      withDatabase((database) =>
        inTransaction(database, 'readwrite', durability, (tables) => writeChange(tables, change)),
      ),
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
    async loadDrafts() {
      const rows = await withDatabase((database) => database.getAll('drafts'));
      return rows.map(readDraft).filter((draft) => draft !== undefined);
    },
    saveDrafts: (drafts) =>
      withDatabase((database) =>
        inTransaction(database, 'readwrite', 'relaxed', async (tables) => {
          const table = tables.objectStore('drafts');
          const writes = drafts.map((draft) => (draft.text === '' ? table.delete(draft.key) : table.put(draft)));
          // A page that goes away commits nothing by itself any more.
          tables.commit();
          await Promise.all(writes);
        }),
      ),
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
