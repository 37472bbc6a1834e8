import type { ReplyId } from '../../protocol/ids.ts';
import type { LiveReply } from './LiveReply.ts';
import type { LogStorage, ReplyHead } from './LogStorage.ts';
import { restoreReply } from './restoreReply.ts';
import { ENTRY_BYTES, type Retention } from './Retention.ts';
import { dropOld, saveReply, truncateJournal, type Saved } from './saveReplies.ts';
import { sqliteProblem } from './sqliteError.ts';
import type { ReplyRow, SqliteRows } from './sqliteRows.ts';
import { createWriteSchedule, type WriteSchedule } from './writeSchedule.ts';

/** What the storage needs. */
export interface SqliteStorageOptions {
  /** Opens the file, or begins one where there is none. */
  readonly open: () => SqliteRows;
  /** Whether the file is still where it was opened. */
  readonly isThere: () => boolean;
  /** Called when the file is closed. */
  readonly release: () => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Calls back once after a delay in milliseconds. @returns a function that cancels it. */
  readonly after: (delayMs: number, callback: () => void) => () => void;
  /** Takes a sentence for whoever runs the server. */
  readonly report: (line: string) => void;
  readonly retention: Retention;
}

/**
 * Keeps replies in a SQLite file. What runs is written in one transaction for all replies; what has ended is read back
 * when someone asks. While the disk refuses, everything stays in memory and is tried again.
 *
 * @see docs/spec.md L18 to L26
 */
export class SqliteStorage implements LogStorage {
  readonly #options: SqliteStorageOptions;
  readonly #schedule: WriteSchedule;
  #rows: SqliteRows;
  /** Replies that run and ended ones that are not on disk yet, with how much of each is; nothing for one without a row. */
  readonly #live = new Map<LiveReply, Saved | undefined>();
  readonly #changed = new Set<LiveReply>();
  readonly #unsavedEnds = new Map<ReplyId, LiveReply>();
  readonly #forgottenAtMs = new Map<ReplyId, number>();
  #totalBytes: number;
  #refusal: string | undefined;
  #isSweepDue = true;
  #isClosed = false;

  /** Opens the file and ends the replies in it that a server before this one left running. Throws when it cannot be opened. */
  constructor(options: SqliteStorageOptions) {
    this.#options = options;
    this.#schedule = createWriteSchedule({ after: options.after, write: (durably) => this.#write(durably) });
    this.#rows = options.open();
    this.#totalBytes = this.#rows.totalBytes();
    for (const row of this.#rows.running()) this.#endOrphan(row);
    void this.commit();
  }

  look(replyId: ReplyId): ReplyHead | 'expired' | undefined {
    if (this.#forgottenAtMs.has(replyId)) return 'expired';
    const unsaved = this.#unsavedEnds.get(replyId);
    const row = unsaved ? undefined : this.#read(() => this.#rows.head(replyId));
    if (row?.forgottenAtMs !== undefined) {
      return row.forgottenAtMs + this.#options.retention.tombstoneMs > this.#options.now() ? 'expired' : undefined;
    }
    if (!this.#isOld(unsaved?.end?.atMs ?? row?.endedAtMs)) return unsaved ?? row;
    this.forget(replyId);
    return 'expired';
  }

  load(replyId: ReplyId): LiveReply | undefined {
    const head = this.look(replyId);
    if (head === undefined || head === 'expired') return undefined;
    return this.#unsavedEnds.get(replyId) ?? this.#read(() => this.#restore(replyId));
  }

  add(reply: LiveReply): void {
    this.#live.set(reply, undefined);
    this.grow(reply, ENTRY_BYTES);
  }

  grow(reply: LiveReply, bytes: number): void {
    this.#totalBytes += bytes;
    this.#changed.add(reply);
    this.#schedule.later();
  }

  end(reply: LiveReply): void {
    this.#unsavedEnds.set(reply.replyId, reply);
    // Written before a reader hears of it. Whoever stops or deletes waits for more, a commit, and that writes it too.
    if (reply.end?.event.type === 'reply-stop') this.#schedule.soon();
    else this.#schedule.now();
  }

  forget(replyId: ReplyId): void {
    const unsaved = this.#unsavedEnds.get(replyId);
    if (unsaved) this.#letGo(unsaved);
    this.#forgottenAtMs.set(replyId, this.#options.now());
    this.#schedule.soon();
  }

  sweep(): void {
    if (!this.#options.isThere()) this.#beginAnew();
    const oldest = this.#read(() => this.#rows.oldestEnded());
    if (oldest && (this.#isOld(oldest.endedAtMs) || this.#totalBytes > this.#options.retention.maxTotalBytes)) {
      this.#isSweepDue = true;
      this.#schedule.soon();
    }
  }

  commit(): Promise<void> {
    return this.#schedule.commit();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#schedule.close();
    this.#write(true);
    this.#isClosed = true;
    this.#rows.close();
    this.#options.release();
  }

  /** @returns whether the disk took it. */
  #write(durably: boolean): boolean {
    const { now, report, retention } = this.#options;
    const saved = new Map(this.#live);
    let freedBytes = 0;
    try {
      this.#rows.transaction(durably, () => {
        for (const reply of this.#changed) saved.set(reply, saveReply(this.#rows, reply, saved.get(reply)));
        if (this.#unsavedEnds.size > 0) truncateJournal(this.#rows, saved);
        for (const [replyId, atMs] of this.#forgottenAtMs) freedBytes += this.#rows.forget(replyId, atMs);
        const totalBytes = this.#totalBytes - freedBytes;
        if (this.#isSweepDue) freedBytes += dropOld(this.#rows, { nowMs: now(), totalBytes, retention });
      });
    } catch (error) {
      this.#refused(`cannot be written to the disk (${sqliteProblem(error)})`);
      this.#boundMemory();
      return false;
    }
    this.#tookOver(saved);
    this.#totalBytes -= freedBytes;
    this.#isSweepDue = false;
    if (this.#refusal !== undefined) report('The log of replies is on the disk again.');
    this.#refusal = undefined;
    return true;
  }

  #tookOver(saved: ReadonlyMap<LiveReply, Saved | undefined>): void {
    for (const reply of this.#changed) {
      if (reply.end) this.#live.delete(reply);
      else this.#live.set(reply, saved.get(reply));
    }
    this.#changed.clear();
    this.#unsavedEnds.clear();
    this.#forgottenAtMs.clear();
  }

  #endOrphan(row: ReplyRow): void {
    const reply = restoreReply(row, this.#rows.journalOf(row.key), this.#options.now());
    if (!reply) return;
    this.#live.set(reply, { key: row.key, events: 0, firstRow: undefined });
    this.grow(reply, reply.bytes + ENTRY_BYTES);
    // Written together once all are read: a write lets go of the journal of what has ended.
    this.#unsavedEnds.set(reply.replyId, reply);
  }

  #restore(replyId: ReplyId): LiveReply | undefined {
    const row = this.#rows.head(replyId);
    return row && restoreReply(row, [this.#rows.events(row.key)], this.#options.now());
  }

  #isOld(endedAtMs: number | undefined): boolean {
    return endedAtMs !== undefined && endedAtMs + this.#options.retention.retentionMs <= this.#options.now();
  }

  #letGo(reply: LiveReply): void {
    this.#totalBytes -= reply.bytes + ENTRY_BYTES;
    this.#live.delete(reply);
    this.#changed.delete(reply);
    this.#unsavedEnds.delete(reply.replyId);
  }

  /** A disk that stays full must not fill the memory too. */
  #boundMemory(): void {
    let bytes = 0;
    for (const reply of [...this.#unsavedEnds.values()].toReversed()) {
      bytes += reply.bytes + ENTRY_BYTES;
      if (bytes > this.#options.retention.maxTotalBytes) this.forget(reply.replyId);
    }
  }

  /** The file was deleted while it was in use: what is in memory goes into a new one. */
  #beginAnew(): void {
    const rows = this.#read(this.#options.open);
    if (!rows) return;
    this.#rows.close();
    this.#rows = rows;
    this.#totalBytes = 0;
    for (const reply of this.#live.keys()) {
      this.#live.set(reply, undefined);
      this.grow(reply, reply.bytes + ENTRY_BYTES);
    }
    this.#options.report('The log of replies was deleted while it was in use. A new one is begun.');
  }

  #read<T>(look: () => T): T | undefined {
    if (this.#isClosed) return undefined;
    try {
      return look();
    } catch (error) {
      this.#refused(`cannot be read (${sqliteProblem(error)})`);
      return undefined;
    }
  }

  #refused(problem: string): void {
    if (problem !== this.#refusal) this.#options.report(`The log of replies ${problem}. It goes on in memory.`);
    this.#refusal = problem;
  }
}
