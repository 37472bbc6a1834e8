import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { ReplyId } from '../../protocol/ids.ts';

/** What a row says of a reply, without its events. */
export interface ReplyRow {
  readonly key: number;
  readonly replyId: string;
  readonly bodyHash: string | undefined;
  readonly bytes: number;
  /** Milliseconds since 1970; `undefined` while it runs. */
  readonly endedAtMs: number | undefined;
  /** Set when nothing but its id is left. */
  readonly forgottenAtMs: number | undefined;
}

/** The tables of a log as functions. All of them may throw what SQLite throws. */
export type SqliteRows = ReturnType<typeof createSqliteRows>;

const HEAD = 'key, reply_id, body_hash, bytes, ended_at, forgotten_at';

/** Prepares the statements of an open database, which is closed with them. */
export function createSqliteRows(database: DatabaseSync) {
  const statements = {
    insert: database.prepare('INSERT OR REPLACE INTO replies (reply_id, body_hash) VALUES (?, ?)'),
    journal: database.prepare('INSERT INTO journal (reply, events) VALUES (?, ?)'),
    end: database.prepare('UPDATE replies SET ended_at = ?, bytes = ?, events = ? WHERE key = ?'),
    forget: database.prepare(
      `INSERT INTO replies (reply_id, forgotten_at) VALUES (?, ?) ON CONFLICT (reply_id) DO UPDATE SET
       body_hash = NULL, bytes = 0, ended_at = NULL, events = NULL, forgotten_at = excluded.forgotten_at`,
    ),
    unjournal: database.prepare('DELETE FROM journal WHERE reply = ?'),
    truncate: database.prepare('DELETE FROM journal WHERE row < ?'),
    head: database.prepare(`SELECT ${HEAD} FROM replies WHERE reply_id = ?`),
    events: database.prepare('SELECT events FROM replies WHERE key = ?'),
    journalOf: database.prepare('SELECT events FROM journal WHERE reply = ? ORDER BY row'),
    running: database.prepare(`SELECT ${HEAD} FROM replies WHERE ended_at IS NULL AND forgotten_at IS NULL`),
    oldest: database.prepare(`SELECT ${HEAD} FROM replies WHERE ended_at IS NOT NULL ORDER BY ended_at LIMIT 1`),
    total: database.prepare('SELECT sum(bytes) AS total FROM replies WHERE ended_at IS NOT NULL'),
    lapse: database.prepare('DELETE FROM replies WHERE forgotten_at <= ?'),
    overflow: database.prepare(
      `DELETE FROM replies WHERE key IN
       (SELECT key FROM replies WHERE forgotten_at IS NOT NULL ORDER BY forgotten_at DESC LIMIT -1 OFFSET ?)`,
    ),
  };
  return {
    /** Does all of it or, when something throws, nothing. `durably`: a power cut cannot undo it, nor what was done before. */
    transaction(durably: boolean, work: () => void): void {
      database.exec(durably ? 'PRAGMA synchronous = FULL; BEGIN IMMEDIATE' : 'BEGIN IMMEDIATE');
      try {
        work();
        database.exec('COMMIT');
      } finally {
        if (database.isTransaction) database.exec('ROLLBACK');
        if (durably) database.exec('PRAGMA synchronous = NORMAL');
      }
    },
    /** @returns the key of the new row. A row whose time as a tombstone is over gives way. */
    insert: (replyId: ReplyId, bodyHash: string | undefined) =>
      Number(statements.insert.run(replyId, bodyHash ?? null).lastInsertRowid),
    /** @returns the row of the journal. */
    journal: (key: number, events: string) => Number(statements.journal.run(key, events).lastInsertRowid),
    end(key: number, { atMs, bytes, events }: { atMs: number; bytes: number; events: string }) {
      statements.end.run(atMs, bytes, events, key);
    },
    /** Leaves only the id. @returns how many bytes were let go. */
    forget(replyId: string, nowMs: number): number {
      const row = rowOf(statements.head.get(replyId));
      if (row) statements.unjournal.run(row.key);
      statements.forget.run(replyId, nowMs);
      return row?.bytes ?? 0;
    },
    /** Deletes the journal before a row. */
    truncate: (beforeRow: number) => void statements.truncate.run(beforeRow),
    head: (replyId: ReplyId) => rowOf(statements.head.get(replyId)),
    /** The events of an ended reply. */
    events: (key: number) => String(statements.events.get(key)?.['events']),
    /** The events of a running one, in batches. */
    journalOf: (key: number) => statements.journalOf.all(key).map((row) => String(row['events'])),
    running: () => statements.running.all().flatMap((row) => rowOf(row) ?? []),
    oldestEnded: () => rowOf(statements.oldest.get()),
    totalBytes: () => Number(statements.total.get()?.['total'] ?? 0),
    /** Deletes tombstones that were put up until then, and the oldest of those that are too many. */
    dropTombstones(untilMs: number, maxCount: number) {
      statements.lapse.run(untilMs);
      statements.overflow.run(maxCount);
    },
    close: () => database.close(),
  };
}

function rowOf(row: Readonly<Record<string, SQLOutputValue>> | undefined): ReplyRow | undefined {
  return (
    row && {
      key: Number(row['key']),
      replyId: String(row['reply_id']),
      bodyHash: typeof row['body_hash'] === 'string' ? row['body_hash'] : undefined,
      bytes: Number(row['bytes']),
      endedAtMs: row['ended_at'] === null ? undefined : Number(row['ended_at']),
      forgottenAtMs: row['forgotten_at'] === null ? undefined : Number(row['forgotten_at']),
    }
  );
}
