import { ReplyError, replyError } from '../../protocol/errors.ts';
import type { ReplyId } from '../../protocol/ids.ts';
import type { ReplyRequest } from '../../protocol/requests.ts';
import { hasContent } from '../conversation/hasContent.ts';
import { isFinal, type Reply } from '../conversation/reply.ts';
import type { LiveRun } from '../store/ChatState.ts';
import type { ChatStore } from '../store/chatStore.ts';
import type { Clock } from '../transport/Clock.ts';
import type { ReplyTransport } from '../transport/ReplyTransport.ts';
import { createFrameBuffer, type FrameBuffer } from './frameBuffer.ts';
import type { Frames } from './frames.ts';
import { within } from './within.ts';

/** How long the server has to take note of a stop, and then to say how the reply ended, in milliseconds. */
const STOP_PATIENCE_MS = 1000;
const END_PATIENCE_MS = 1000;

/** Follows replies from the wire into the store. */
export interface ReplyRunner {
  /** Begins to follow a reply where `reply` stands, or joins in. Resolves when it is final, or as it stands when the runner closes. */
  run(request: ReplyRequest, reply: Reply, address?: LiveRun): Promise<Reply>;
  /** Ends a reply on the server and here; what the server says last wins. Safe when nothing runs. */
  stop(replyId: ReplyId): Promise<void>;
  /** Ends a reply here at once and lets the server know. */
  halt(replyId: ReplyId): void;
  /** Brings what has come to the store and ends all following. The replies go on at the server. */
  close(): void;
}

/** What a runner works with. */
export interface ReplyRunnerOptions {
  readonly store: ChatStore;
  readonly transport: ReplyTransport;
  /** Takes stops until the server has taken note. */
  readonly stops: Pick<ReplyTransport, 'stop'>;
  readonly clock: Clock;
  readonly frames: Frames;
  /** Called after a reply of a conversation has changed in the store; it is final when it has ended. */
  readonly onChanged: (address: LiveRun, reply: Reply) => void;
}

/**
 * A runner without replies.
 *
 * @see docs/spec.md N4 and N5
 */
export function createReplyRunner(options: ReplyRunnerOptions): ReplyRunner {
  const runner = new Runner(options);
  return {
    run: (request, reply, address) => runner.run(request, reply, address),
    stop: (replyId) => runner.stop(replyId),
    halt: (replyId) => runner.halt(replyId),
    close: () => runner.close(),
  };
}

interface Following {
  readonly address: LiveRun | undefined;
  readonly aborter: AbortController;
  readonly ended: PromiseWithResolvers<Reply>;
  stopping?: Promise<void>;
}

class Runner {
  readonly #options: ReplyRunnerOptions;
  readonly #buffer: FrameBuffer;
  readonly #running = new Map<ReplyId, Following>();

  constructor(options: ReplyRunnerOptions) {
    this.#options = options;
    this.#buffer = createFrameBuffer({ ...options, onApplied: (reply) => this.#onApplied(reply) });
  }

  run(request: ReplyRequest, reply: Reply, address: LiveRun | undefined): Promise<Reply> {
    const { replyId } = reply;
    const running = this.#running.get(replyId);
    if (running) return running.ended.promise;
    const following: Following = { address, aborter: new AbortController(), ended: Promise.withResolvers() };
    this.#running.set(replyId, following);
    this.#options.store.beginReply(reply, address);
    void this.#follow(request, reply, following.aborter.signal);
    return following.ended.promise;
  }

  stop(replyId: ReplyId): Promise<void> {
    const following = this.#running.get(replyId);
    if (!following) return Promise.resolve();
    following.stopping ??= this.#stop(replyId, following.ended.promise);
    return following.stopping;
  }

  halt(replyId: ReplyId): void {
    if (!this.#running.has(replyId)) return;
    this.#endHere(replyId);
    void this.#options.stops.stop(replyId);
  }

  close(): void {
    this.#buffer.flush();
    const { liveReplies } = this.#options.store.getState();
    for (const [replyId, { aborter, ended }] of this.#running) {
      aborter.abort();
      const reply = liveReplies.get(replyId);
      if (reply) ended.resolve(reply);
    }
    this.#running.clear();
  }

  async #follow(request: ReplyRequest, reply: Reply, signal: AbortSignal): Promise<void> {
    // A transport of someone else's may speak after the abort.
    const push: FrameBuffer['push'] = (replyId, input) => {
      if (!signal.aborted) this.#buffer.push(replyId, input);
    };
    const { replyId } = reply;
    try {
      await this.#options.transport.stream(request, {
        after: reply.seq,
        signal,
        onEvent: (event) => push(replyId, event),
        onLinkLost: () => push(replyId, { type: 'link-lost' }),
        onLinkOpen: () => push(replyId, { type: 'link-open' }),
      });
      // Ours ends with a final event or an error; another may just end.
      this.#endWithout(replyId, signal, new ReplyError(replyError('truncated')));
    } catch (error) {
      this.#endWithout(replyId, signal, error);
    }
  }

  /** Ends a reply that no final event can be had of. Where there is text and nothing to mend, it can be continued. */
  #endWithout(replyId: ReplyId, signal: AbortSignal, error: unknown): void {
    if (signal.aborted || !this.#running.has(replyId)) return;
    const body = error instanceof ReplyError ? error.body : replyError('internal');
    const isGone = body.code === 'not-found' || body.code === 'expired' || body.code === 'truncated';
    const reply = this.#options.store.getState().liveReplies.get(replyId);
    const isInterrupted = isGone && reply !== undefined && hasContent(reply);
    this.#buffer.push(replyId, isInterrupted ? { type: 'interrupted' } : { type: 'failed', error: body });
  }

  async #stop(replyId: ReplyId, ended: Promise<Reply>): Promise<void> {
    const { clock } = this.#options;
    let isNoted = false;
    const told = this.#options.stops.stop(replyId).then((answer) => (isNoted = answer === 'acknowledged'));
    await within(clock, STOP_PATIENCE_MS, Promise.race([told, ended]));
    // A server that has not taken note will not say how the reply ended either.
    if (isNoted) await within(clock, END_PATIENCE_MS, ended);
    this.#endHere(replyId);
  }

  /** Keeps what has come as stopped and follows no longer. */
  #endHere(replyId: ReplyId): void {
    const following = this.#running.get(replyId);
    if (!following) return;
    this.#buffer.push(replyId, { type: 'stopped' });
    following.aborter.abort();
  }

  #onApplied(reply: Reply): void {
    const following = this.#running.get(reply.replyId);
    if (!following) return;
    if (following.address) this.#options.onChanged(following.address, reply);
    if (!isFinal(reply.state)) return;
    this.#running.delete(reply.replyId);
    following.ended.resolve(reply);
  }
}
