import { openDB, type IDBPDatabase } from 'idb';
import { blobsAsText } from './blobsAsText.ts';

/**
 * Every row of every table as it stands on the disk, also of a schema that this page does not know, and rows that it cannot read: for
 * an export that leaves nothing out; bytes stand as `{ base64 }`. Rejects where the database cannot be opened at all.
 *
 * @param name the database; by default `rivulet`.
 * @see docs/spec.md P18
 */
export async function readRawRows(
  name = 'rivulet',
): Promise<{ readonly version: number; readonly tables: Readonly<Record<string, readonly unknown[]>> }> {
  // Without a version the one that is there is opened.
  const database = await openDB(name);
  try {
    const names = [...database.objectStoreNames];
    const tables = await Promise.all(names.map(async (table) => [table, await rowsOf(database, table)] as const));
    return { version: database.version, tables: Object.fromEntries(tables) };
  } finally {
    database.close();
  }
}

async function rowsOf(database: IDBPDatabase, table: string): Promise<readonly unknown[]> {
  return Promise.all((await database.getAll(table)).map(blobsAsText));
}
