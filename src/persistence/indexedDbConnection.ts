import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { ReplyId } from '../../protocol/ids.ts';
import type { Conversation } from '../conversation/Conversation.ts';
import type { Draft } from '../conversation/Draft.ts';
import type { Message } from '../conversation/Message.ts';
import type { Deletion } from './Deletions.ts';
import { MIGRATIONS, SCHEMA_VERSION } from './indexedDbMigrations.ts';
import type { ReplyChunk } from './ReplyChunk.ts';
import type { StoredAttachment } from './StoredAttachment.ts';
import { storageError, toStorageError } from './toStorageError.ts';

/** The tables. What is read is `unknown` until it has been parsed, whatever these types say. */
export interface Schema extends DBSchema {
  conversations: { key: string; value: Conversation; indexes: { updatedAtMs: number } };
  messages: {
    key: string;
    value: Message & { readonly unfinished?: 1; readonly attachments?: readonly string[] };
    indexes: { conversationId: string; unfinished: number; attachments: string };
  };
  chunks: { key: [string, number]; value: ReplyChunk };
  drafts: { key: string; value: Draft };
  attachments: { key: string; value: StoredAttachment };
  stops: { key: string; value: { readonly replyId: ReplyId } };
  deletions: { key: string; value: Deletion };
}

/** A connection to the tables. */
export type Database = IDBPDatabase<Schema>;

/** The way to the database. */
export interface Connection {
  /** Opens the database if it is not open. @throws {StorageError} */
  withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T>;
  close(): void;
}

/**
 * A connection that opens with its first use; a use that fails leaves the next one free to open it again.
 *
 * @param onWiped - called when the browser has closed it, and no chat is left when it is opened again.
 */
export function createConnection(name: string, onWiped: () => void): Connection {
  let opening: Promise<Database> | undefined;
  let wasTerminated = false;
  const forget = (): void => {
    opening = undefined;
  };
  const openAndLook = async (): Promise<Database> => {
    const database = await open(name, forget, onTerminated);
    if (wasTerminated && (await database.count('conversations')) === 0) onWiped();
    wasTerminated = false;
    return database;
  };
  const withDatabase: Connection['withDatabase'] = async (work) => {
    try {
      opening ??= openAndLook();
      return await work(await opening);
    } catch (cause) {
      const error = toStorageError(cause);
      // A connection that another tab or the browser has closed fails every call.
      if (error.code !== 'full') forget();
      throw error;
    }
  };
  function onTerminated(): void {
    forget();
    wasTerminated = true;
    // While the browser still removes what was stored, this fails: then the next use looks.
    withDatabase(() => Promise.resolve()).catch(() => undefined);
  }
  return {
    withDatabase,
    close() {
      opening?.then(
        (database) => database.close(),
        () => undefined, // It never opened; whoever asked has been told.
      );
      forget();
    },
  };
}

async function open(name: string, onClosed: () => void, onTerminated: () => void): Promise<Database> {
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
      terminated: onTerminated,
    });
    opened.then(resolve, reject);
  });
}
