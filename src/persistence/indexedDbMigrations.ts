import type { IDBPDatabase, IDBPTransaction } from 'idb';

/** One step from the schema before. It must leave rows that it cannot read as they are. */
export type Migration = (
  database: IDBPDatabase,
  transaction: IDBPTransaction<unknown, string[], 'versionchange'>,
) => void | Promise<void>;

/**
 * The schema's history: the key is the version that a step leads to. A step that has been released is never changed; a new
 * schema is a new line, with rows of the version before it in `tests/persistence/fixtures`.
 *
 * Version 1: `conversations` and `messages`, one row each, keyed by `id`; a message is found by its `conversationId`, and by
 * `unfinished`, which is 1 as long as its last run has not ended and absent afterwards.
 * Version 2: `chunks`, what replies have grown by since their message was written, keyed by reply and first `seq`; `drafts`,
 * keyed by their box; `stops`, the replies whose stop the server has not taken note of.
 * Version 3: chats are found by `updatedAtMs`, so that a page begins with those that stand first, however many there are.
 * Version 4: `attachments`, the bytes of files, keyed by hash; messages are found by the hashes that stand in their `attachments`,
 * which is absent where there are none.
 * Version 5: `deletions`, what was deleted and is not gone for good yet, keyed by a name of its own.
 *
 * @see docs/spec.md P8
 */
export const MIGRATIONS: Readonly<Record<number, Migration>> = {
  1: (database) => {
    database.createObjectStore('conversations', { keyPath: 'id' });
    const messages = database.createObjectStore('messages', { keyPath: 'id' });
    messages.createIndex('conversationId', 'conversationId');
    messages.createIndex('unfinished', 'unfinished');
  },
  2: (database) => {
    database.createObjectStore('chunks', { keyPath: ['replyId', 'seq'] });
    database.createObjectStore('drafts', { keyPath: 'key' });
    database.createObjectStore('stops', { keyPath: 'replyId' });
  },
  3: (_database, transaction) => {
    transaction.objectStore('conversations').createIndex('updatedAtMs', 'updatedAtMs');
  },
  4: (database, transaction) => {
    database.createObjectStore('attachments', { keyPath: 'hash' });
    transaction.objectStore('messages').createIndex('attachments', 'attachments', { multiEntry: true });
  },
  5: (database) => {
    database.createObjectStore('deletions', { keyPath: 'id' });
  },
};

/** The version of the schema that this page writes. */
export const SCHEMA_VERSION = Math.max(...Object.keys(MIGRATIONS).map(Number));
