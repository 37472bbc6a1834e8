import { chmodSync, existsSync, renameSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { isSqliteError, SQLITE_FULL, SQLITE_IOERR, sqliteProblem } from './sqliteError.ts';

/** The version of the tables below. One that is higher comes from a newer Rivulet. */
const SCHEMA_VERSION = 1;

/**
 * A reply has one row in `replies`; while it runs its events are rows of `journal`, in the order in which they came, of
 * all replies together: a batch then touches the last page and not one for each reply. When it ends they move into its
 * row. `events` is the last column, so that the others are read without it.
 */
const SCHEMA = `
  CREATE TABLE replies (
    key INTEGER PRIMARY KEY,
    reply_id TEXT NOT NULL UNIQUE,
    body_hash TEXT,
    bytes INTEGER NOT NULL DEFAULT 0,
    ended_at INTEGER,
    forgotten_at INTEGER,
    events TEXT
  ) STRICT;
  CREATE INDEX replies_ended_at ON replies (ended_at) WHERE ended_at IS NOT NULL;
  CREATE INDEX replies_forgotten_at ON replies (forgotten_at) WHERE forgotten_at IS NOT NULL;
  CREATE TABLE journal (row INTEGER PRIMARY KEY, reply INTEGER NOT NULL, events TEXT NOT NULL) STRICT;
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/** How long another program may hold the file before it counts as locked. */
const BUSY_MS = 1000;

class NewerSchemaError extends Error {
  override readonly name = 'NewerSchemaError';
}

/** What opening needs. */
export interface SqliteFileOptions {
  readonly nowMs: number;
  readonly report: (line: string) => void;
}

/**
 * Opens the database at `path`, or begins one. One that cannot be used is kept beside it under another name, which is
 * reported, and a new one is begun.
 *
 * @throws {Error} when that is no way out: a full disk, a folder that cannot be written to.
 * @see docs/spec.md L22
 */
export function openSqliteFile(path: string, { nowMs, report }: SqliteFileOptions): DatabaseSync {
  try {
    return openSound(path);
  } catch (error) {
    if (!existsSync(path) || isOfDisk(error)) throw error;
    const kept = moveAside(path, nowMs);
    const problem =
      error instanceof NewerSchemaError ? 'is of a newer Rivulet' : `cannot be used (${sqliteProblem(error)})`;
    report(`The log of replies ${path} ${problem}. It is kept as ${kept}, and a new one is begun.`);
    return openSound(path);
  }
}

/** Whether it is the disk that fails, and not the file. */
function isOfDisk(error: unknown): boolean {
  return isSqliteError(error, SQLITE_FULL) || isSqliteError(error, SQLITE_IOERR);
}

function openSound(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: BUSY_MS });
  try {
    // The folder is ours alone, so no other process needs to be asked before each transaction.
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    // Looked at before anything is set: what is kept aside must be as it was.
    const version = Number(valueOf(database, 'user_version'));
    if (version > SCHEMA_VERSION) throw new NewerSchemaError();
    if (valueOf(database, 'quick_check') !== 'ok') throw new Error('it is damaged');
    // For a folder that was there before, and open to others. The files beside it take after it.
    if (version === 0) chmodSync(path, 0o600);
    // What is deleted is overwritten, and its space given back.
    database.exec(`PRAGMA secure_delete = ON; ${version === 0 ? 'PRAGMA auto_vacuum = FULL;' : ''}`);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    if (version === 0) database.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function valueOf(database: DatabaseSync, pragma: string): unknown {
  return database.prepare(`PRAGMA ${pragma}`).get()?.[pragma];
}

/** Renames a database with those of its companions that it has. @returns its new path. */
function moveAside(path: string, nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const names = [stamp, ...Array.from({ length: 99 }, (_, index) => `${stamp}-${index + 2}`)];
  const kept = names.map((name) => `${path}.${name}`).find((name) => !existsSync(name));
  if (kept === undefined) throw new Error('no free name');
  for (const ending of ['', '-wal', '-shm', '-journal']) {
    if (existsSync(path + ending)) renameSync(path + ending, kept + ending);
  }
  return kept;
}
