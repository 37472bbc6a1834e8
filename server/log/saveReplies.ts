import { encodeEvents } from './eventsText.ts';
import type { LiveReply } from './LiveReply.ts';
import { ENTRY_BYTES, type Retention } from './Retention.ts';
import type { SqliteRows } from './sqliteRows.ts';

/** How much of a reply is on disk. */
export interface Saved {
  readonly key: number;
  /** How many events. */
  readonly events: number;
  /** Its first row in the journal, if it has one. */
  readonly firstRow: number | undefined;
}

/** Writes what a reply has and the disk has not. Called within a transaction, as all functions here. */
export function saveReply(rows: SqliteRows, reply: LiveReply, saved: Saved | undefined): Saved {
  const { replyId, bodyHash, events, bytes, end } = reply;
  const key = saved?.key ?? rows.insert(replyId, bodyHash);
  if (end) {
    rows.end(key, { atMs: end.atMs, bytes: bytes + ENTRY_BYTES, events: encodeEvents(events) });
    return { key, events: events.length, firstRow: undefined };
  }
  const fresh = saved ? events.slice(saved.events) : events;
  const row = fresh.length > 0 ? rows.journal(key, encodeEvents(fresh)) : undefined;
  return { key, events: events.length, firstRow: saved?.firstRow ?? row };
}

/** Deletes the part of the journal that lies before everything that still runs. */
export function truncateJournal(rows: SqliteRows, saved: ReadonlyMap<LiveReply, Saved | undefined>): void {
  let first = Number.MAX_SAFE_INTEGER;
  for (const [{ end }, state] of saved) if (!end) first = Math.min(first, state?.firstRow ?? first);
  rows.truncate(first);
}

/** Forgets what has ended and is too old or, the oldest first, too much. @returns how many bytes were let go. */
export function dropOld(
  rows: SqliteRows,
  { nowMs, totalBytes, retention }: { nowMs: number; totalBytes: number; retention: Retention },
): number {
  let freedBytes = 0;
  for (let row = rows.oldestEnded(); row; row = rows.oldestEnded()) {
    const isOld = (row.endedAtMs ?? nowMs) + retention.retentionMs <= nowMs;
    if (!isOld && totalBytes - freedBytes <= retention.maxTotalBytes) break;
    freedBytes += rows.forget(row.replyId, nowMs);
  }
  rows.dropTombstones(nowMs - retention.tombstoneMs, retention.maxTombstones);
  return freedBytes;
}
