import type { ReplyId } from '../../protocol/ids.ts';
import type { LiveReply } from './LiveReply.ts';
import type { LogStorage, ReplyHead } from './LogStorage.ts';
import { ENTRY_BYTES, type Retention } from './Retention.ts';

/** Keeps ended replies in this process's memory. */
export class MemoryStorage implements LogStorage {
  readonly #now: () => number;
  readonly #retention: Retention;
  // Both in the order in which they came, so that a sweep looks at no more than it removes.
  readonly #ended = new Map<ReplyId, LiveReply>();
  readonly #forgottenAtMs = new Map<ReplyId, number>();
  #totalBytes = 0;

  constructor(now: () => number, retention: Retention) {
    this.#now = now;
    this.#retention = retention;
  }

  look(replyId: ReplyId): ReplyHead | 'expired' | undefined {
    this.sweep();
    return this.#forgottenAtMs.has(replyId) ? 'expired' : this.#ended.get(replyId);
  }

  load(replyId: ReplyId): LiveReply | undefined {
    return this.#ended.get(replyId);
  }

  add(): void {
    this.#totalBytes += ENTRY_BYTES;
  }

  grow(_reply: LiveReply, bytes: number): void {
    this.#totalBytes += bytes;
  }

  end(reply: LiveReply): void {
    this.#ended.set(reply.replyId, reply);
  }

  forget(replyId: ReplyId): void {
    const reply = this.#ended.get(replyId);
    if (reply) this.#totalBytes -= reply.bytes + ENTRY_BYTES;
    this.#ended.delete(replyId);
    this.#forgottenAtMs.delete(replyId);
    this.#forgottenAtMs.set(replyId, this.#now());
  }

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

  async commit(): Promise<void> {
    // Nothing here outlives the process.
  }

  async close(): Promise<void> {
    // Nothing to let go of.
  }
}
