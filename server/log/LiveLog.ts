import { isFinalEvent, type ReplyEvent, type ReplyEventBody } from '../../protocol/events.ts';
import type { ReplyId } from '../../protocol/ids.ts';
import { bytesOfEvent } from './bytesOfEvent.ts';
import { LogError, type Claim, type GenerationLog, type LogReader, type LogStatus } from './GenerationLog.ts';
import { LiveReader } from './LiveReader.ts';
import { LiveReply } from './LiveReply.ts';
import type { LogStorage, ReplyHead } from './LogStorage.ts';
import { readLive } from './readLive.ts';

/** What holds for a log whatever is behind it. */
export interface LiveLogOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The most that one reply may hold, in bytes, about as JSON. */
  readonly maxReplyBytes: number;
  /** How long a claim holds without being renewed. */
  readonly leaseMs: number;
}

/** How long a claim holds unless an option says otherwise. */
export const LEASE_MS = 15_000;

/**
 * The generation log of one process: replies that run are in memory, readers are fed from there at once, and a storage
 * is told of everything and has what does not run.
 *
 * @see docs/spec.md the family L
 */
export class LiveLog implements GenerationLog {
  readonly #options: LiveLogOptions;
  readonly #storage: LogStorage;
  readonly #running = new Map<ReplyId, LiveReply>();
  /** Whoever waits for something that a closed log will never have. */
  readonly #waiting = new Set<() => void>();
  #isClosed = false;

  constructor(options: LiveLogOptions, storage: LogStorage) {
    this.#options = options;
    this.#storage = storage;
  }

  async claim(replyId: ReplyId, bodyHash: string, owner: string): Promise<Claim> {
    this.#storage.sweep();
    const known = this.#look(replyId);
    if (known === 'expired') return 'expired';
    if (known) return known.bodyHash === undefined || known.bodyHash === bodyHash ? 'reader' : 'conflict';
    this.#create(replyId, bodyHash, owner);
    await this.#storage.commit();
    return 'producer';
  }

  async status(replyId: ReplyId): Promise<LogStatus> {
    if (this.#running.has(replyId)) return 'running';
    const known = this.#storage.look(replyId);
    if (known === 'expired') return 'expired';
    return known ? 'ended' : 'unknown';
  }

  async append(replyId: ReplyId, events: readonly ReplyEventBody[]): Promise<number> {
    const reply = this.#running.get(replyId);
    if (!reply) throw new LogError((await this.#isEnded(replyId)) ? 'ended' : 'unknown');
    const finalAt = events.findIndex(isFinalEvent);
    if (finalAt !== -1 && finalAt < events.length - 1) throw new LogError('ended');
    const bytes = events.reduce((sum, event) => sum + bytesOfEvent(event), 0);
    const isFinalAlone = finalAt === 0;
    if (reply.bytes + bytes > this.#options.maxReplyBytes && !isFinalAlone) throw new LogError('full');
    this.#add(reply, events, bytes);
    return reply.events.length;
  }

  async open(replyId: ReplyId, after: number, onMore: () => void): Promise<LogReader> {
    const reply = this.#find(replyId);
    if (!reply) throw new LogError('unknown');
    return new LiveReader(reply, { after, onMore, isClosed: () => this.#isClosed });
  }

  read(replyId: ReplyId, after: number, signal: AbortSignal): AsyncIterable<ReplyEvent> {
    // Looked up now: a reader that has not begun yet also ends well when its reply is deleted.
    const reply = this.#find(replyId);
    return readLive(reply, { after, signal, isClosed: () => this.#isClosed });
  }

  async requestStop(replyId: ReplyId): Promise<void> {
    if (!this.#look(replyId)) this.#create(replyId, undefined, '');
    const reply = this.#running.get(replyId);
    if (reply) this.#end(reply, { type: 'reply-stop' });
    await this.#storage.commit();
  }

  stopRequested(replyId: ReplyId, signal: AbortSignal): Promise<void> {
    const reply = this.#find(replyId);
    if (!reply) return Promise.resolve();
    return new Promise((resolve) => {
      const check = (): void => {
        if (!signal.aborted && !this.#isClosed && reply.end?.event.type !== 'reply-stop') return;
        reply.unlisten(check);
        this.#waiting.delete(check);
        signal.removeEventListener('abort', check);
        resolve();
      };
      reply.listen(check);
      this.#waiting.add(check);
      signal.addEventListener('abort', check, { once: true });
      check();
    });
  }

  async renew(owner: string): Promise<void> {
    const leaseUntilMs = this.#options.now() + this.#options.leaseMs;
    for (const reply of this.#running.values()) if (reply.owner === owner) reply.leaseUntilMs = leaseUntilMs;
  }

  async endOrphans(): Promise<number> {
    const nowMs = this.#options.now();
    const orphans = [...this.#running.values()].filter(({ leaseUntilMs }) => leaseUntilMs <= nowMs);
    for (const reply of orphans) this.#end(reply, { type: 'reply-interrupt', reason: 'server-lost' });
    this.#storage.sweep();
    return orphans.length;
  }

  async delete(replyId: ReplyId): Promise<void> {
    const reply = this.#running.get(replyId);
    if (reply) this.#end(reply, { type: 'reply-stop' });
    this.#storage.forget(replyId);
    await this.#storage.commit();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const reply of this.#running.values()) reply.wake();
    for (const release of this.#waiting) release();
    await this.#storage.close();
  }

  #look(replyId: ReplyId): ReplyHead | 'expired' | undefined {
    return this.#running.get(replyId) ?? this.#storage.look(replyId);
  }

  #find(replyId: ReplyId): LiveReply | undefined {
    return this.#running.get(replyId) ?? this.#storage.load(replyId);
  }

  #create(replyId: ReplyId, bodyHash: string | undefined, owner: string): void {
    const reply = new LiveReply({ replyId, bodyHash, owner });
    reply.leaseUntilMs = this.#options.now() + this.#options.leaseMs;
    this.#running.set(replyId, reply);
    this.#storage.add(reply);
  }

  #end(reply: LiveReply, final: ReplyEventBody): void {
    this.#add(reply, [final], bytesOfEvent(final));
  }

  #add(reply: LiveReply, bodies: readonly ReplyEventBody[], bytes: number): void {
    reply.push(bodies, this.#options.now());
    reply.bytes += bytes;
    this.#storage.grow(reply, bytes);
    if (reply.end) {
      this.#running.delete(reply.replyId);
      this.#storage.end(reply);
    }
    reply.wake();
  }

  async #isEnded(replyId: ReplyId): Promise<boolean> {
    return (await this.status(replyId)) === 'ended';
  }
}
