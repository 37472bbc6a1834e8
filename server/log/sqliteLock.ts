import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FolderTakenError, type FolderHolder } from './FolderTakenError.ts';
import { isSqliteError, SQLITE_BUSY } from './sqliteError.ts';

/** A data folder that is ours. */
export interface FolderLock {
  /** Writes down where this server can be reached, for those who find the folder taken. */
  announce(address: string): void;
  release(): void;
}

/**
 * Takes a data folder for this process alone. The lock is one that SQLite takes from the system, which gives it back
 * when the process ends in whatever way: there is no stale one, and no guessing by process ids, which are used again.
 *
 * @throws {FolderTakenError} when another process has it, and whatever the disk throws.
 */
export function lockFolder(folder: string, startedAtMs: number): FolderLock {
  const database = new DatabaseSync(join(folder, 'lock'), { timeout: 0 });
  const note = join(folder, 'server.json');
  try {
    // The file stays empty: nothing is ever written, only held.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    const holder = { pid: process.pid, startedAt: new Date(startedAtMs).toISOString() };
    writeWhole(note, holder);
    return {
      announce: (address) => writeWhole(note, { ...holder, address }),
      release() {
        rmSync(note, { force: true });
        database.close();
      },
    };
  } catch (error) {
    database.close();
    if (isSqliteError(error, SQLITE_BUSY)) throw new FolderTakenError(folder, holderIn(note));
    throw error;
  }
}

/** Never half of it, whoever reads it when. */
function writeWhole(path: string, holder: FolderHolder): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(holder)}\n`);
  renameSync(`${path}.new`, path);
}

function holderIn(path: string): FolderHolder {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value !== 'object' || value === null) return {};
    return {
      ...('pid' in value && typeof value.pid === 'number' ? { pid: value.pid } : {}),
      ...('startedAt' in value && typeof value.startedAt === 'string' ? { startedAt: value.startedAt } : {}),
      ...('address' in value && typeof value.address === 'string' ? { address: value.address } : {}),
    };
  } catch {
    // The note is a courtesy; without it the folder is taken all the same.
    return {};
  }
}
