import { isFinalEvent, type ReplyEvent, type ReplyEventBody } from '../../protocol/events.ts';
import type { ReplyId } from '../../protocol/ids.ts';

/** Who made a reply, and with what. */
export interface ReplyClaim {
  readonly replyId: ReplyId;
  /** Absent when the reply was stopped before anyone claimed it. */
  readonly bodyHash: string | undefined;
  readonly owner: string;
}

/** One reply in memory, with those who wait for it. */
export class LiveReply {
  readonly replyId: ReplyId;
  readonly bodyHash: string | undefined;
  readonly owner: string;
  /** In order and without a gap: the event with the `seq` n is at n - 1. */
  readonly events: ReplyEvent[] = [];
  /** About what its events take as JSON. */
  bytes = 0;
  leaseUntilMs = 0;
  /** The final event, and when it came in milliseconds since 1970. */
  end: { readonly event: ReplyEvent; readonly atMs: number } | undefined;
  readonly #listeners = new Set<() => void>();

  constructor({ replyId, bodyHash, owner }: ReplyClaim) {
    this.replyId = replyId;
    this.bodyHash = bodyHash;
    this.owner = owner;
  }

  /** Adds events without telling anyone yet. The last may be final. */
  push(bodies: readonly ReplyEventBody[], nowMs: number): void {
    for (const body of bodies) {
      const event = { ...body, seq: this.events.length + 1 };
      this.events.push(event);
      if (isFinalEvent(event)) this.end = { event, atMs: nowMs };
    }
  }

  /** Calls everyone who listens. */
  wake(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Calls back whenever something changes, until `unlisten`. */
  listen(listener: () => void): void {
    this.#listeners.add(listener);
  }

  unlisten(listener: () => void): void {
    this.#listeners.delete(listener);
  }
}
