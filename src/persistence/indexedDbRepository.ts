import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Conversation } from '../conversation/Conversation.ts';
import { lastRun, type Message } from '../conversation/Message.ts';
import { isFinal } from '../conversation/reply.ts';
import type { ConversationRepository, RepositoryChange } from './ConversationRepository.ts';
import { MIGRATIONS, SCHEMA_VERSION } from './indexedDbMigrations.ts';
import { mergeMessage } from './mergeMessage.ts';
import { readConversation, readMessage } from './readRows.ts';
import { storageError, toStorageError } from './toStorageError.ts';

/** The tables. What is read is `unknown` until it has been parsed, whatever these types say. */
interface Schema extends DBSchema {
  conversations: { key: string; value: Conversation };
  messages: {
    key: string;
    value: Message & { readonly unfinished?: 1 };
    indexes: { conversationId: string; unfinished: number };
  };
}

type Database = IDBPDatabase<Schema>;

/**
 * Chats in the browser's IndexedDB. The database is opened by the first call; a call that fails leaves the next one free to
 * open it again.
 *
 * @param options.name the database; by default `rivulet`.
 * @see docs/spec.md the family P
 */
export function createIndexedDbRepository(options: { readonly name?: string } = {}): ConversationRepository {
  const connection = createConnection(options.name ?? 'rivulet');
  return {
    async loadConversations() {
      const rows = await connection.use((database) => database.getAll('conversations'));
      return rows.map(readConversation).filter((conversation) => conversation !== undefined);
    },
    async loadMessages(conversationId) {
      const rows = await connection.use((database) =>
        database.getAllFromIndex('messages', 'conversationId', conversationId),
      );
      return rows.map(readMessage).filter((message) => message !== undefined);
    },
    async loadUnfinished() {
      const rows = await connection.use((database) => database.getAllFromIndex('messages', 'unfinished'));
      return rows
        .map(readMessage)
        .filter((message) => message !== undefined)
        .filter(isUnfinished);
    },
    save: (change, durability) => connection.use((database) => write(database, change, durability)),
    deleteConversation: (conversationId) => connection.use((database) => remove(database, conversationId)),
    close: () => connection.close(),
  };
}

interface Connection {
  /** Opens the database if it is not open. @throws {StorageError} */
  use<T>(work: (database: Database) => Promise<T>): Promise<T>;
  close(): void;
}

function createConnection(name: string): Connection {
  let opening: Promise<Database> | undefined;
  const forget = (): void => {
    opening = undefined;
  };
  return {
    async use(work) {
      try {
        opening ??= open(name, forget);
        return await work(await opening);
      } catch (cause) {
        const error = toStorageError(cause);
        // A connection that another tab or the browser has closed fails every call.
        if (error.code !== 'full') forget();
        throw error;
      }
    },
    close() {
      opening?.then(
        (database) => database.close(),
        () => undefined, // It never opened; whoever asked has been told.
      );
      forget();
    },
  };
}

async function open(name: string, onClosed: () => void): Promise<Database> {
  if (typeof indexedDB === 'undefined') throw storageError('unavailable');
  return new Promise((resolve, reject) => {
    const opened = openDB<Schema>(name, SCHEMA_VERSION, {
      async upgrade(database, oldVersion, _newVersion, transaction) {
        for (let version = oldVersion + 1; version <= SCHEMA_VERSION; version += 1) {
          // A migration sees tables of its own time, which today's types do not describe.
          await MIGRATIONS[version]?.(database as unknown as IDBPDatabase, transaction as never);
        }
      },
      blocked: () => reject(storageError('blocked')),
      // A newer page wants to migrate: it must not wait for us.
      blocking: () => {
        opened.then((database) => database.close(), onClosed);
        onClosed();
      },
      terminated: onClosed,
    });
    opened.then(resolve, reject);
  });
}

async function write(database: Database, change: RepositoryChange, durability: 'strict' | 'relaxed'): Promise<void> {
  const transaction = database.transaction(['conversations', 'messages'], 'readwrite', { durability });
  await allOrNothing(transaction, async () => {
    const conversations = transaction.objectStore('conversations');
    for (const conversation of change.conversations ?? []) await conversations.put(conversation);
    const messages = transaction.objectStore('messages');
    for (const message of change.messages ?? []) {
      const row = mergeMessage(readMessage(await messages.get(message.id)), message);
      await messages.put(isUnfinished(row) ? { ...row, unfinished: 1 } : row);
    }
  });
}

async function remove(database: Database, conversationId: string): Promise<void> {
  const transaction = database.transaction(['conversations', 'messages'], 'readwrite');
  await allOrNothing(transaction, async () => {
    const messages = transaction.objectStore('messages');
    const keys = await messages.index('conversationId').getAllKeys(conversationId);
    await transaction.objectStore('conversations').delete(conversationId);
    for (const key of keys) await messages.delete(key);
  });
}

/** Without this, what was written before a failure would be committed. */
async function allOrNothing(
  transaction: { readonly done: Promise<void>; abort(): void },
  work: () => Promise<void>,
): Promise<void> {
  try {
    await Promise.all([work(), transaction.done]);
  } catch (cause) {
    try {
      transaction.abort();
    } catch {
      // It has ended by itself.
    }
    throw cause;
  }
}

function isUnfinished(message: Message): boolean {
  return message.role === 'assistant' && !isFinal(lastRun(message).reply.state);
}
