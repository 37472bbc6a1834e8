import { isFinalEvent, type ReplyEvent, type ReplyEventBody } from '../../protocol/events.ts';
import type { ReplyId } from '../../protocol/ids.ts';
import { MAX_LOG_BYTES } from '../../protocol/limits.ts';
import { LogError, type Claim, type GenerationLog, type LogStatus } from './GenerationLog.ts';
import { MemoryEntries, type MemoryEntry } from './MemoryEntries.ts';
import { mergedEventAt } from './mergedEventAt.ts';

/** How much a log in memory keeps, and for how long. */
export interface MemoryLogOptions {
  /** Milliseconds since 1970. Default: the machine's clock. */
  readonly now?: () => number;
  /** The most that one reply may hold, in bytes, about as JSON. Default 8 MiB. */
  readonly maxReplyBytes?: number;
  /** Beyond this many bytes in all, ended replies are forgotten, the oldest first. Default 256 MiB. */
  readonly maxTotalBytes?: number;
  /** How long an ended reply is kept. Default 24 hours. */
  readonly retentionMs?: number;
  /** How long the id of a forgotten reply is known as expired. Default 30 days. */
  readonly tombstoneMs?: number;
  /** The most expired ids that are known, the newest. Default 100,000. */
  readonly maxTombstones?: number;
  /** How long a claim holds without being renewed. Default 15 seconds. */
  readonly leaseMs?: number;
}

const DAY_MS = 86_400_000;

/** The names and brackets of an event that holds little else. */
const EVENT_OVERHEAD_BYTES = 48;

const DEFAULTS = {
  now: Date.now,
  maxReplyBytes: MAX_LOG_BYTES,
  maxTotalBytes: 256 * 1024 * 1024,
  retentionMs: DAY_MS,
  tombstoneMs: 30 * DAY_MS,
  maxTombstones: 100_000,
  leaseMs: 15_000,
} as const satisfies Required<MemoryLogOptions>;

/**
 * A generation log in this process's memory. It is gone with the process: clients then find their replies unknown.
 *
 * @see docs/spec.md the family L
 */
export function createMemoryLog(options: MemoryLogOptions = {}): GenerationLog {
  return new MemoryLog({ ...DEFAULTS, ...options });
}

class MemoryLog implements GenerationLog {
  readonly #options: Required<MemoryLogOptions>;
  readonly #entries: MemoryEntries;
  #closed = false;

  constructor(options: Required<MemoryLogOptions>) {
    this.#options = options;
    this.#entries = new MemoryEntries(options.now, options);
  }

  async claim(replyId: ReplyId, bodyHash: string, owner: string): Promise<Claim> {
    this.#entries.sweep();
    if (this.#entries.isForgotten(replyId)) return 'expired';
    const entry = this.#entries.get(replyId);
    if (entry) return entry.bodyHash === undefined || entry.bodyHash === bodyHash ? 'reader' : 'conflict';
    this.#entries.create(replyId, { bodyHash, owner, leaseUntilMs: this.#options.now() + this.#options.leaseMs });
    return 'producer';
  }

  async status(replyId: ReplyId): Promise<LogStatus> {
    this.#entries.sweep();
    const entry = this.#entries.get(replyId);
    if (entry) return entry.end ? 'ended' : 'running';
    return this.#entries.isForgotten(replyId) ? 'expired' : 'unknown';
  }

  async append(replyId: ReplyId, events: readonly ReplyEventBody[]): Promise<number> {
    const entry = this.#entries.get(replyId);
    if (!entry) throw new LogError('unknown');
    const finalAt = events.findIndex(isFinalEvent);
    if (entry.end || (finalAt !== -1 && finalAt < events.length - 1)) throw new LogError('ended');
    const bytes = events.reduce((sum, event) => sum + bytesOf(event), 0);
    const isFinalAlone = finalAt === 0;
    if (entry.bytes + bytes > this.#options.maxReplyBytes && !isFinalAlone) throw new LogError('full');
    this.#entries.grow(entry, bytes);
    this.#add(replyId, entry, events);
    return entry.events.length;
  }

  read(replyId: ReplyId, after: number, signal: AbortSignal): AsyncIterable<ReplyEvent> {
    // Looked up now: a reader that has not begun yet also ends well when its reply is deleted.
    return this.#follow(this.#entries.get(replyId), after, signal);
  }

  async *#follow(entry: MemoryEntry | undefined, after: number, signal: AbortSignal): AsyncGenerator<ReplyEvent, void> {
    if (!entry) throw new LogError('unknown');
    const listener = entry.added.listen(signal);
    try {
      for (let place = after; !signal.aborted;) {
        const event = nextEvent(entry, place);
        if (event) {
          yield event;
          place = event.seq;
        }
        if (isRead(entry, place) || (!event && this.#closed)) return;
        if (!event) await listener.wait();
      }
    } finally {
      listener.close();
    }
  }

  async requestStop(replyId: ReplyId): Promise<void> {
    this.#entries.sweep();
    if (this.#entries.isForgotten(replyId)) return;
    const unclaimed = { bodyHash: undefined, owner: '', leaseUntilMs: 0 };
    const entry = this.#entries.get(replyId) ?? this.#entries.create(replyId, unclaimed);
    if (!entry.end) this.#add(replyId, entry, [{ type: 'reply-stop' }]);
  }

  async stopRequested(replyId: ReplyId, signal: AbortSignal): Promise<void> {
    const entry = this.#entries.get(replyId);
    if (!entry) return;
    const listener = entry.ended.listen(signal);
    while (!signal.aborted && !this.#closed && entry.end?.event.type !== 'reply-stop') await listener.wait();
    listener.close();
  }

  async renew(owner: string): Promise<void> {
    const { now, leaseMs } = this.#options;
    for (const [, entry] of this.#entries.running()) if (entry.owner === owner) entry.leaseUntilMs = now() + leaseMs;
  }

  async endOrphans(): Promise<number> {
    const orphans = this.#entries.running().filter(([, entry]) => entry.leaseUntilMs <= this.#options.now());
    for (const [id, entry] of orphans) this.#add(id, entry, [{ type: 'reply-interrupt', reason: 'server-lost' }]);
    return orphans.length;
  }

  async delete(replyId: ReplyId): Promise<void> {
    const entry = this.#entries.get(replyId);
    if (entry && !entry.end) this.#add(replyId, entry, [{ type: 'reply-stop' }]);
    this.#entries.forget(replyId);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { added, ended } of this.#entries.all()) {
      added.ring();
      ended.ring();
    }
  }

  #add(replyId: ReplyId, entry: MemoryEntry, bodies: readonly ReplyEventBody[]): void {
    for (const body of bodies) {
      const event = { ...body, seq: entry.events.length + 1 };
      entry.events.push(event);
      if (isFinalEvent(event)) this.#entries.end(replyId, entry, event);
    }
    entry.added.ring();
    if (entry.end) entry.ended.ring();
  }
}

/** About what an event takes as JSON. Deltas are by far the most, so they are not made into JSON for it. */
function bytesOf(event: ReplyEventBody): number {
  const text = event.type === 'part-delta' ? event.delta : JSON.stringify(event);
  return EVENT_OVERHEAD_BYTES + Buffer.byteLength(text);
}

function nextEvent(entry: MemoryEntry, place: number): ReplyEvent | undefined {
  const isBeyondTheEnd = entry.end !== undefined && place > entry.end.event.seq;
  return isBeyondTheEnd ? entry.end?.event : mergedEventAt(entry.events, place);
}

/** Whether an ended log holds nothing for this place; see `GenerationLog.read`. */
function isRead(entry: MemoryEntry, place: number): boolean {
  return entry.end?.event.seq === place;
}
