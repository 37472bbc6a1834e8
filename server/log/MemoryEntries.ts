import type { ReplyEvent } from '../../protocol/events.ts';
import type { ReplyId } from '../../protocol/ids.ts';
import { createBell, type Bell } from '../bell.ts';

/** One reply in a memory log. */
export interface MemoryEntry {
  /** Absent when the reply was stopped before anyone claimed it. */
  readonly bodyHash: string | undefined;
  readonly owner: string;
  readonly events: ReplyEvent[];
  /** Rings when events were added. */
  readonly added: Bell;
  /** Rings when the reply has ended. */
  readonly ended: Bell;
  bytes: number;
  leaseUntilMs: number;
  end: { readonly event: ReplyEvent; readonly atMs: number } | undefined;
}

/** How long and how much a memory log keeps; see `MemoryLogOptions`. */
export interface MemoryRetention {
  readonly maxTotalBytes: number;
  readonly retentionMs: number;
  readonly tombstoneMs: number;
  readonly maxTombstones: number;
}

/** What an entry costs beside its events, so that a flood of empty ones is bounded too. */
const ENTRY_BYTES = 1024;

/** The replies of a memory log, and the ids that it has forgotten. */
export class MemoryEntries {
  readonly #now: () => number;
  readonly #retention: MemoryRetention;
  readonly #running = new Map<ReplyId, MemoryEntry>();
  // Both in the order in which they came, so that a sweep looks at no more than it removes.
  readonly #ended = new Map<ReplyId, MemoryEntry>();
  readonly #forgottenAtMs = new Map<ReplyId, number>();
  #totalBytes = 0;

  constructor(now: () => number, retention: MemoryRetention) {
    this.#now = now;
    this.#retention = retention;
  }

  get(replyId: ReplyId): MemoryEntry | undefined {
    return this.#running.get(replyId) ?? this.#ended.get(replyId);
  }

  running(): [ReplyId, MemoryEntry][] {
    return [...this.#running];
  }

  all(): MemoryEntry[] {
    return [...this.#running.values(), ...this.#ended.values()];
  }

  create(replyId: ReplyId, claim: Pick<MemoryEntry, 'bodyHash' | 'owner' | 'leaseUntilMs'>): MemoryEntry {
    const bells = { added: createBell(), ended: createBell() };
    const entry: MemoryEntry = { ...claim, ...bells, events: [], bytes: 0, end: undefined };
    this.#totalBytes += ENTRY_BYTES;
    this.#running.set(replyId, entry);
    return entry;
  }

  /** Counts bytes that were added to an entry. */
  grow(entry: MemoryEntry, bytes: number): void {
    entry.bytes += bytes;
    this.#totalBytes += bytes;
  }

  /** From now on the entry ages. */
  end(replyId: ReplyId, entry: MemoryEntry, event: ReplyEvent): void {
    entry.end = { event, atMs: this.#now() };
    this.#running.delete(replyId);
    this.#ended.set(replyId, entry);
  }

  isForgotten(replyId: ReplyId): boolean {
    return this.#forgottenAtMs.has(replyId);
  }

  forget(replyId: ReplyId): void {
    const entry = this.get(replyId);
    if (entry) this.#totalBytes -= entry.bytes + ENTRY_BYTES;
    this.#running.delete(replyId);
    this.#ended.delete(replyId);
    this.#forgottenAtMs.delete(replyId);
    this.#forgottenAtMs.set(replyId, this.#now());
  }

  /** Forgets what is too old or too much; a running reply never is. */
  sweep(): void {
    const { maxTotalBytes, retentionMs, tombstoneMs, maxTombstones } = this.#retention;
    for (const [replyId, { end }] of this.#ended) {
      const isOld = (end?.atMs ?? 0) + retentionMs <= this.#now();
      if (!isOld && this.#totalBytes <= maxTotalBytes) break;
      this.forget(replyId);
    }
    for (const [replyId, atMs] of this.#forgottenAtMs) {
      const isOld = atMs + tombstoneMs <= this.#now();
      if (!isOld && this.#forgottenAtMs.size <= maxTombstones) break;
      this.#forgottenAtMs.delete(replyId);
    }
  }
}
