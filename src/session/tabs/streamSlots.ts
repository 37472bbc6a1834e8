import type { ReplyId } from '../../../protocol/ids.ts';
import type { Clock } from '../../transport/Clock.ts';
import type { GatedLink, LinkArbiter } from '../../transport/linkGate.ts';
import type { Release, TabLocks } from './TabLocks.ts';

/**
 * How long a reply without a slot rests before it is read again, in milliseconds: after the first piece, which seldom brings more than the
 * question's receipt, and, doubling from there, at most: one that somebody looks at, and any other.
 */
const FIRST_REST_MS = 100;
const LONGEST_REST_MS = 600;
const LONGEST_UNSEEN_REST_MS = 2000;

/** The shortest time between two requests to the other tabs to give a slot up, in milliseconds. */
const ASK_MS = 2000;

/** What slots are given out by. */
export interface StreamSlotsOptions {
  readonly locks: TabLocks;
  /** How many there are, of all who share the locks. */
  readonly count: number;
  readonly clock: Clock;
  /** Whether somebody looks at a reply in this tab. */
  readonly isInSight: (replyId: ReplyId) => boolean;
  /** Asks the other tabs for a slot that nobody looks at. */
  readonly askOthers: () => void;
}

/** The connections that may stay open, of all tabs of a browser. */
export interface StreamSlots extends LinkArbiter {
  /** Takes slots for connections that are open already; those that there is none for are read in pieces. */
  adopt(links: ReadonlySet<GatedLink>): Promise<void>;
  /** What is in sight has changed: everything is read now, and who waits looks again. */
  reconsider(): void;
  /** A reply has ended: it is read now. */
  hurry(replyId: ReplyId): void;
  /** Somebody waits: gives up one slot that nobody looks at, if there is one. */
  giveUp(): void;
}

/**
 * Over HTTP/1.1 a browser has six connections to a host, for all of its tabs. Four of them may be replies; what somebody looks at comes
 * first, and what has no slot is read in pieces, over and over.
 *
 * @see docs/spec.md G5 to G7
 */
export function createStreamSlots(options: StreamSlotsOptions): StreamSlots {
  return new Slots(options);
}

class Slots implements StreamSlots {
  readonly #options: StreamSlotsOptions;
  readonly #names: readonly string[];
  readonly #held = new Map<GatedLink, Release>();
  readonly #sleepers = new Set<() => void>();
  readonly #rests = new Map<ReplyId, { readonly ms: number; readonly untilMs: number }>();
  #askedAtMs = -Infinity;

  constructor(options: StreamSlotsOptions) {
    this.#options = options;
    this.#names = Array.from({ length: options.count }, (_, index) => `rivulet-slot-${index + 1}`);
  }

  async admit(link: GatedLink, signal: AbortSignal): Promise<'stream' | 'piece'> {
    const { replyId } = link;
    for (;;) {
      const slot = (await this.#tryAny()) ?? (await this.#wait(replyId, signal));
      if (typeof slot === 'function') {
        this.#held.set(link, slot);
        return 'stream';
      }
      if (slot === 'due') {
        this.#rest(replyId);
        return 'piece';
      }
    }
  }

  leave(link: GatedLink): void {
    this.#held.get(link)?.();
    this.#held.delete(link);
  }

  async adopt(links: ReadonlySet<GatedLink>): Promise<void> {
    const seenFirst = [...links].toSorted((a, b) => this.#rank(a) - this.#rank(b));
    for (const link of seenFirst) {
      const slot = await this.#tryAny();
      if (!links.has(link)) slot?.();
      else if (slot) this.#held.set(link, slot);
      else link.pause();
    }
  }

  reconsider(): void {
    this.#askedAtMs = -Infinity;
    this.#rests.clear();
    for (const wake of this.#sleepers) wake();
  }

  hurry(replyId: ReplyId): void {
    this.#rests.delete(replyId);
    for (const wake of this.#sleepers) wake();
  }

  giveUp(): void {
    [...this.#held.keys()].find(({ replyId }) => !this.#options.isInSight(replyId))?.pause();
  }

  #rank({ replyId }: GatedLink): number {
    return this.#options.isInSight(replyId) ? 0 : 1;
  }

  async #tryAny(): Promise<Release | undefined> {
    for (const name of this.#names) {
      const release = await this.#options.locks.tryHold(name);
      if (release) return release;
    }
    return undefined;
  }

  #rest(replyId: ReplyId): void {
    const { clock, isInSight } = this.#options;
    const longestMs = isInSight(replyId) ? LONGEST_REST_MS : LONGEST_UNSEEN_REST_MS;
    const ms = Math.min(longestMs, 2 * (this.#rests.get(replyId)?.ms ?? FIRST_REST_MS / 2));
    this.#rests.set(replyId, { ms, untilMs: clock.nowMs() + ms });
  }

  /** Waits for the next reading of a reply or for a slot. Only what is in sight stands in the queue for one. */
  #wait(replyId: ReplyId, signal: AbortSignal): Promise<Release | 'due' | 'woken'> {
    const { locks, clock, isInSight } = this.#options;
    const isSeen = isInSight(replyId);
    return new Promise((resolve) => {
      const settled = new AbortController();
      const settle = (outcome: Release | 'due' | 'woken'): void => {
        settled.abort();
        cancelTimer();
        this.#sleepers.delete(wake);
        signal.removeEventListener('abort', due);
        resolve(outcome);
      };
      const due = (): void => settle('due');
      const wake = (): void => settle('woken');
      const waitMs = Math.max(0, (this.#rests.get(replyId)?.untilMs ?? 0) - clock.nowMs());
      const cancelTimer = clock.after(waitMs, due);
      if (waitMs === 0 || signal.aborted) return due();
      this.#sleepers.add(wake);
      signal.addEventListener('abort', due);
      for (const name of isSeen ? this.#names : []) {
        locks.hold(name, settled.signal).then(
          (release) => (settled.signal.aborted ? release() : settle(release)),
          () => undefined, // Given up waiting.
        );
      }
      // Only now: what is given up goes to who stands in the queue.
      if (isSeen) this.#ask();
    });
  }

  #ask(): void {
    const nowMs = this.#options.clock.nowMs();
    if (nowMs - this.#askedAtMs < ASK_MS) return;
    this.#askedAtMs = nowMs;
    this.giveUp();
    this.#options.askOthers();
  }
}
