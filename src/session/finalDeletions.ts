import type { ReplyId } from '../../protocol/ids.ts';
import type { Deletion, Deletions } from '../persistence/Deletions.ts';
import type { Clock } from '../transport/Clock.ts';
import { onWake } from '../transport/onWake.ts';
import type { ReplyTransport } from '../transport/ReplyTransport.ts';
import { askToForget } from './askToForget.ts';
import type { Release, TabLocks } from './tabs/TabLocks.ts';

/** When a server that was out of reach is asked again to forget replies, in milliseconds. */
const RETRY_MS = 10_000;

/** How many replies the server is asked to forget at a time: of hundreds of requests that outlive their page a browser refuses some. */
const FORGET_AT_ONCE = 100;

/** Makes deletions final: no text is left, and the server has forgotten the replies. Nothing in it rejects. */
export interface FinalDeletions {
  /** Says that this tab offers Undo of a deletion: no other tab ends it meanwhile. */
  hold(id: string): void;
  /** Says that the deletion was taken back. */
  letGo(id: string): void;
  /** Ends one. Of `known` replies the server is asked at once: the page may be going away. */
  end(id: string, known: readonly ReplyId[]): Promise<void>;
  /** Ends what earlier pages have left, and what other tabs offer Undo of once they are gone. */
  takeOver(): Promise<void>;
  close(): void;
}

/** What making deletions final works with. */
export interface FinalDeletionsOptions {
  readonly transport: Pick<ReplyTransport, 'forget'>;
  readonly clock: Clock;
  /** `undefined` where tabs share none. */
  readonly locks: TabLocks | undefined;
  /** How long Undo is offered, in milliseconds. */
  readonly undoMs: number;
  /** Does something on the disk, says how it went and gives `undefined` where that refuses. */
  readonly onDisk: <T>(work: (deletions: Deletions) => Promise<T>) => Promise<T | undefined>;
  /** Removes the attachments that nothing refers to any more. */
  readonly tidyUp: () => Promise<void>;
}

/**
 * The final deletions of a tab. Each deletion has a lock, which whoever may bring it back or sees to its end holds.
 *
 * @see docs/spec.md N44 and N45
 */
export function createFinalDeletions(options: FinalDeletionsOptions): FinalDeletions {
  return new Ending(options);
}

class Ending implements FinalDeletions {
  readonly #options: FinalDeletionsOptions;
  /** What the server has not taken note of, by the deletions. */
  readonly #due = new Map<string, readonly ReplyId[]>();
  readonly #held = new Map<string, Promise<Release | undefined>>();
  readonly #leaving = new AbortController();
  readonly #stopListening: () => void;
  #cancelTimer: (() => void) | undefined;

  constructor(options: FinalDeletionsOptions) {
    this.#options = options;
    this.#stopListening = onWake(() => this.#askAgain());
  }

  hold(id: string): void {
    void this.#lock(id);
  }

  letGo(id: string): void {
    void this.#held.get(id)?.then((release) => release?.());
    this.#held.delete(id);
  }

  async end(id: string, known: readonly ReplyId[]): Promise<void> {
    const { transport, onDisk } = this.#options;
    const [unheard, noted] = await Promise.all([
      askToForget(transport, known, FORGET_AT_ONCE),
      onDisk((deletions) => deletions.end(id)),
    ]);
    // What the disk refuses is noted still: the next start ends it.
    if (!noted) return this.letGo(id);
    const asked = new Set(known);
    const others = noted.filter((replyId) => !asked.has(replyId));
    await this.#keep(id, [...unheard, ...(await askToForget(transport, others, FORGET_AT_ONCE))]);
  }

  async takeOver(): Promise<void> {
    const noted = await this.#options.onDisk((deletions) => deletions.load());
    await Promise.all((noted ?? []).map((deletion) => this.#takeOver(deletion)));
  }

  close(): void {
    this.#leaving.abort();
    this.#stopListening();
    this.#cancelTimer?.();
    this.#due.clear();
    for (const id of this.#held.keys()) this.letGo(id);
  }

  async #takeOver({ id, undoUntilMs }: Deletion): Promise<void> {
    const { clock, locks, undoMs, tidyUp } = this.#options;
    if (this.#held.has(id)) return;
    const locked = this.#lock(id);
    // Without locks nobody knows whether another tab offers Undo: its time tells, or as long from now when the clock was set back.
    const waitMs = locks ? 0 : Math.min(undoUntilMs - clock.nowMs(), undoMs);
    if (waitMs > 0) await new Promise<void>((resolve) => void clock.after(waitMs, resolve));
    await locked;
    if (this.#leaving.signal.aborted) return;
    await this.end(id, []);
    await tidyUp();
  }

  #lock(id: string): Promise<Release | undefined> {
    const { locks } = this.#options;
    const locked = locks?.hold(`rivulet-deletion-${id}`, this.#leaving.signal).catch(() => undefined);
    const held = locked ?? Promise.resolve(undefined);
    this.#held.set(id, held);
    return held;
  }

  async #keep(id: string, left: readonly ReplyId[]): Promise<void> {
    // The note has them, for the next visit.
    if (this.#leaving.signal.aborted) return;
    await this.#options.onDisk((deletions) => deletions.keepDue(id, left));
    if (left.length === 0) {
      this.letGo(id);
    } else {
      this.#due.set(id, left);
      this.#cancelTimer ??= this.#options.clock.after(RETRY_MS, () => this.#askAgain());
    }
  }

  #askAgain(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    for (const [id, replyIds] of this.#due) {
      this.#due.delete(id);
      void askToForget(this.#options.transport, replyIds, FORGET_AT_ONCE).then((left) => this.#keep(id, left));
    }
  }
}
