import { ReplyError, replyError, type ReplyErrorBody } from '../../protocol/errors.ts';
import { isFinalEvent, type ReplyEvent } from '../../protocol/events.ts';
import type { ReplyRequest } from '../../protocol/requests.ts';
import { backoffMs } from './backoffMs.ts';
import type { Clock } from './Clock.ts';
import { judgeEvent } from './judgeEvent.ts';
import type { LinkEnd, LinkRequest, OpenLink, Verdict } from './Link.ts';
import { isOffline } from './isOffline.ts';
import { onWake } from './onWake.ts';
import type { StreamOptions } from './ReplyTransport.ts';

/** How often a question is sent before the server counts as out of reach, while no connection has ever stood. */
const MAX_FIRST_TRIES = 3;

/** How often in a row the server may send something that is no reply. */
const MAX_BROKEN = 3;

/** The longest that a server's `Retry-After` is obeyed for, in milliseconds. */
const LONGEST_RETRY_AFTER_MS = 60_000;

/** How long a question waits in a browser without any connection, unless that comes back sooner, in milliseconds. */
const OFFLINE_PAUSE_MS = 10_000;

/** What following needs. */
export interface FollowParts {
  readonly openLink: OpenLink;
  readonly clock: Clock;
  readonly random: () => number;
}

/**
 * Follows a reply over as many connections as it takes until its final event or the abort. The question is sent by POST
 * only while no event of its reply has been seen, and always under the same `replyId`; after that the reply is read by GET
 * from the last applied `seq`.
 *
 * @throws {ReplyError} see `ReplyTransport.stream`.
 * @see docs/spec.md T5 to T10
 */
export async function followReply(request: ReplyRequest, options: StreamOptions, parts: FollowParts): Promise<void> {
  await new Follower(request, options, parts).run();
}

type Failure = Exclude<LinkEnd, { kind: 'final' | 'aborted' | 'piece' }>;

class Follower {
  readonly #options: StreamOptions;
  readonly #parts: FollowParts;
  readonly #body: string;
  #applied: number;
  /** A server that restarted may hold a final event at a `seq` that we have; then it is read again from the start. */
  #reread = false;
  #asked = false;
  #everOpen = false;
  #link: 'new' | 'open' | 'lost';
  #failures = 0;
  #broken = 0;

  constructor(request: ReplyRequest, options: StreamOptions, parts: FollowParts) {
    this.#options = options;
    this.#parts = parts;
    this.#body = JSON.stringify(request);
    this.#applied = options.after;
    this.#link = options.after > 0 ? 'open' : 'new';
  }

  async run(): Promise<void> {
    for (;;) {
      const end = await this.#parts.openLink(this.#nextRequest(), {
        signal: this.#options.signal,
        onOpen: () => this.#onOpen(),
        onEvent: (event) => this.#onEvent(event),
      });
      if (end.kind === 'final' || end.kind === 'aborted') return;
      const waitMs = end.kind === 'piece' ? 0 : this.#afterFailure(end);
      this.#asked = true;
      if (waitMs > 0) await this.#wait(waitMs, end);
      if (this.#options.signal.aborted) return;
    }
  }

  #nextRequest(): LinkRequest {
    if (this.#applied === 0) return { method: 'POST', body: this.#body };
    return { method: 'GET', after: this.#reread ? 0 : this.#applied };
  }

  #onOpen(): void {
    this.#everOpen = true;
    this.#link = 'open';
    this.#options.onLinkOpen();
  }

  #onEvent(event: ReplyEvent): Verdict {
    switch (judgeEvent(event, this.#applied)) {
      case 'gap':
        return 'gap';
      case 'drop':
        return 'go-on';
      case 'deliver':
        this.#applied = Math.max(this.#applied, event.seq);
        this.#failures = 0;
        this.#broken = 0;
        this.#options.onEvent(event);
        return isFinalEvent(event) ? 'final' : 'go-on';
    }
  }

  /** How long to wait before the next try, in milliseconds. @throws {ReplyError} when there is to be none. */
  #afterFailure(end: Failure): number {
    this.#throwIfHopeless(end);
    this.#reread = end.kind === 'nothing-more';
    if (this.#reread) return 0;
    this.#failures += 1;
    const neverReached = !this.#everOpen && this.#options.after === 0;
    if (neverReached && isOffline()) {
      this.#failures = 0;
      return OFFLINE_PAUSE_MS;
    }
    if (neverReached && this.#failures >= MAX_FIRST_TRIES) throw new ReplyError(replyError('offline'));
    if (this.#link === 'open') {
      this.#link = 'lost';
      this.#options.onLinkLost();
    }
    return Math.max(backoffMs(this.#failures, this.#parts.random()), retryAfterMs(end));
  }

  #throwIfHopeless(end: Failure): void {
    if (end.kind === 'defect') throw new ReplyError(replyError('internal'), { cause: end.cause });
    if (end.kind === 'refused' && !this.#mayPass(end.status)) throw new ReplyError(end.error);
    if (end.kind === 'broken' && ++this.#broken >= MAX_BROKEN) throw new ReplyError(end.error);
    if (end.kind === 'nothing-more' && this.#reread) throw new ReplyError(replyError('protocol'));
  }

  /** Whether a refusal may be gone with the next try. The first answer to a question is the server's word: a person decides. */
  #mayPass(status: number): boolean {
    return (this.#asked || this.#applied > 0) && (status < 300 || status === 408 || status === 429 || status >= 500);
  }

  async #wait(delayMs: number, end: LinkEnd): Promise<void> {
    const { signal } = this.#options;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        cancelTimer();
        cancelWake();
        signal.removeEventListener('abort', done);
        resolve();
      };
      const cancelTimer = this.#parts.clock.after(delayMs, done);
      // Being shown or online says nothing about a server that named its own time.
      const cancelWake = retryAfterMs(end) > 0 ? () => undefined : onWake(done);
      signal.addEventListener('abort', done);
      if (signal.aborted) done();
    });
  }
}

function retryAfterMs(end: LinkEnd): number {
  const error: ReplyErrorBody | undefined = end.kind === 'refused' ? end.error : undefined;
  return Math.min(error?.retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS);
}
