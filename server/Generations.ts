import type { FinalEventBody } from '../protocol/events.ts';
import type { ReplyOutcome } from '../protocol/feed.ts';
import type { ReplyId } from '../protocol/ids.ts';
import type { ReplyRequest } from '../protocol/requests.ts';
import type { Audience } from './createAudience.ts';
import type { Feed } from './feed.ts';
import { generate, SERVER_LOST, type GenerationParts } from './generate.ts';
import { nameOfError } from './nameOfError.ts';
import type { ResolvedModel } from './UpstreamDirectory.ts';

/** A place for one running reply, taken before its claim so that many requests at once cannot exceed the limit. */
export interface GenerationSlot {
  /** Generates a claimed reply, detached from whoever asked for it. */
  start(request: ReplyRequest, target: ResolvedModel | undefined): void;
  /** Gives the place back if nothing was started. */
  release(): void;
}

/** What generating needs, and how many replies may run at once. */
export interface GenerationsParts extends GenerationParts {
  readonly maxRunningReplies: number;
}

/** The replies that this process generates. */
export class Generations {
  readonly #parts: GenerationsParts;
  readonly #feed: Feed;
  readonly #audience: Audience;
  readonly #running = new Map<ReplyId, { readonly run: AbortController; readonly done: Promise<void> }>();
  #reserved = 0;
  #isClosed = false;

  constructor(parts: GenerationsParts, feed: Feed, audience: Audience) {
    this.#parts = parts;
    this.#feed = feed;
    this.#audience = audience;
  }

  /** How many run. */
  get size(): number {
    return this.#running.size;
  }

  /** A place for one more, or `undefined` when as many run as may. */
  reserve(): GenerationSlot | undefined {
    if (this.#running.size + this.#reserved >= this.#parts.maxRunningReplies) return undefined;
    this.#reserved += 1;
    let isHeld = true;
    const release = (): void => {
      if (isHeld) this.#reserved -= 1;
      isHeld = false;
    };
    return {
      release,
      start: (request, target) => {
        release();
        this.#start(request, target);
      },
    };
  }

  /** Ends all of them as interrupted. Resolves once the log holds their ends. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const running = [...this.#running.values()];
    for (const { run } of running) run.abort(SERVER_LOST);
    await Promise.all(running.map(({ done }) => done));
  }

  #start(request: ReplyRequest, target: ResolvedModel | undefined): void {
    const { replyId } = request;
    const run = new AbortController();
    if (this.#isClosed) run.abort(SERVER_LOST);
    this.#feed.publish({ type: 'reply-started', replyId });
    const leave = this.#audience.attend(replyId, () => this.#stop(replyId));
    const done = generate({ request, target, run }, this.#parts).then((final) => {
      leave();
      this.#running.delete(replyId);
      if (final.type === 'reply-error') this.#parts.report(`reply ${replyId}: failed: ${final.error.code}`);
      this.#feed.publish({ type: 'reply-finished', replyId, outcome: OUTCOMES[final.type] });
    });
    this.#running.set(replyId, { run, done });
  }

  /** As the stop button does: the log is fenced first, and the generation hears of it from there. */
  #stop(replyId: ReplyId): void {
    const { log, report } = this.#parts;
    log.requestStop(replyId).catch((error: unknown) => {
      report(`reply ${replyId}: cannot be stopped: ${nameOfError(error)}`);
    });
  }
}

const OUTCOMES: Readonly<Record<FinalEventBody['type'], ReplyOutcome>> = {
  'reply-end': 'done',
  'reply-stop': 'stopped',
  'reply-interrupt': 'interrupted',
  'reply-error': 'failed',
};
