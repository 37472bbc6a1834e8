import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_LOG_BYTES } from '../../protocol/limits.ts';
import type { GenerationLog } from './GenerationLog.ts';
import { LEASE_MS, LiveLog, type LiveLogOptions } from './LiveLog.ts';
import { defaultRetention, type Retention } from './Retention.ts';
import { openSqliteFile } from './sqliteFile.ts';
import { lockFolder } from './sqliteLock.ts';
import { createSqliteRows } from './sqliteRows.ts';
import { SqliteStorage } from './SqliteStorage.ts';

/** How much a log on disk keeps, and for how long. Defaults: 8 MiB a reply, a lease of 15 seconds, and those of `Retention`. */
export interface SqliteLogOptions extends Partial<LiveLogOptions & Retention> {
  /** The data folder, made when it is not there. It belongs to this log alone until the log is closed. */
  readonly folder: string;
  /** Takes a sentence when something is wrong with the disk or the file. */
  readonly report: (line: string) => void;
  /** Calls back once after a delay in milliseconds. @returns a function that cancels it. Default: the machine's time. */
  readonly after?: (delayMs: number, callback: () => void) => () => void;
}

/** A log on disk. */
export interface SqliteLog extends GenerationLog {
  /** Writes down where this server can be reached, for those who find the folder taken. */
  announce(address: string): void;
}

/**
 * A generation log in a SQLite file that outlives the process. Replies that a server before this one left running are
 * ended as interrupted.
 *
 * What a claim, a stop or a deletion says is on the disk, safe from a power cut, before its promise resolves. Events are
 * with the system at most 50 ms after they were appended: a process that is killed loses no more than that, a power cut
 * may lose what came after the last claim, stop or deletion, or the last checkpoint, of any reply.
 *
 * @throws {FolderTakenError} when another process has the folder, and whatever the disk throws when the folder cannot be used.
 * @see docs/spec.md the family L
 */
export function createSqliteLog({ folder, report, after = systemAfter, ...options }: SqliteLogOptions): SqliteLog {
  const { now = Date.now, maxReplyBytes = MAX_LOG_BYTES, leaseMs = LEASE_MS } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder, now());
  const path = join(folder, 'replies.sqlite');
  try {
    const open = (): ReturnType<typeof createSqliteRows> => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      return createSqliteRows(openSqliteFile(path, { nowMs: now(), report }));
    };
    const retention = { ...defaultRetention, ...options };
    const isThere = (): boolean => existsSync(path);
    const storage = new SqliteStorage({ open, isThere, release: lock.release, now, after, report, retention });
    const log = new LiveLog({ now, maxReplyBytes, leaseMs }, storage);
    return Object.assign(log, { announce: (address: string) => lock.announce(address) });
  } catch (error) {
    lock.release();
    throw error;
  }
}

function systemAfter(delayMs: number, callback: () => void): () => void {
  const timer = setTimeout(callback, delayMs);
  return () => clearTimeout(timer);
}
