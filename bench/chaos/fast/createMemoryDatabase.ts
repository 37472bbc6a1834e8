import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteFile } from '../../../server/log/sqliteFile.ts';

let schema: string | undefined;

/** A database in memory with the tables of the server's log: thousands of runs would wait for a disk. */
export function createMemoryDatabase(): DatabaseSync {
  schema ??= readSchema();
  const database = new DatabaseSync(':memory:');
  database.exec(schema);
  return database;
}

/** The tables as the server makes them. */
function readSchema(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rivulet-chaos-'));
  const database = openSqliteFile(join(folder, 'replies.sqlite'), { nowMs: 0, report: () => undefined });
  const rows = database.prepare('SELECT sql FROM sqlite_master WHERE sql IS NOT NULL').all();
  database.close();
  rmSync(folder, { recursive: true });
  return rows.map(({ sql }) => `${String(sql)};`).join('\n');
}
