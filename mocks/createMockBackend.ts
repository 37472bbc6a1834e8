import type { ReplyId } from '../protocol/ids.ts';
import type { ReplyRequest } from '../protocol/requests.ts';
import type { Clock } from './Clock.ts';
import { createInstantClock } from './createInstantClock.ts';
import { routeMockRequest, type MockMemory, type RouteOptions } from './routeMockRequest.ts';
import { createPendingReply, type ReplyOptions, type ScriptedReply } from './ScriptedReply.ts';
import type { Script } from './script.ts';

/** How a mocked server behaves. */
export interface MockBackendOptions extends RouteOptions {
  /** The time that waits take. At once, unless a clock is given. */
  readonly clock?: Clock;
}

/** Our server's API in memory: the same requests, the same events, replies from scripts. */
export interface MockBackend {
  /** Answers one request to `/api/…`. Never rejects. */
  handle(request: Request): Promise<Response>;
  /** Scripts the reply to the next question that has none yet. */
  replyWith(script: Script, options?: ReplyOptions): ScriptedReply;
  /** Every `POST /api/replies`, in order, repeats included. */
  readonly requests: readonly ReplyRequest[];
  /** How many replies have been started: what a real server would have paid for. */
  readonly upstreamCalls: number;
  /** The replies that were asked to stop, in order. */
  readonly stops: readonly ReplyId[];
  /** The replies that were forgotten, in order. */
  readonly forgotten: readonly ReplyId[];
  /** Forgets all of it. Streams that are still open fall silent. */
  reset(): void;
}

/**
 * A mocked server.
 *
 * @see docs/spec.md K14 to K17
 */
export function createMockBackend(options: MockBackendOptions = {}): MockBackend {
  const clock = options.clock ?? createInstantClock();
  let memory = createMemory();
  return {
    handle: (request) => routeMockRequest(request, { memory, clock, options }),
    replyWith(script, replyOptions) {
      const pending = createPendingReply(script, replyOptions);
      memory.pending.push(pending);
      return { asked: pending.asked.promise, silent: pending.silent.promise, cancelled: pending.cancelled.promise };
    },
    get requests() {
      return memory.requests;
    },
    get upstreamCalls() {
      return memory.started.size;
    },
    get stops() {
      return memory.stops;
    },
    get forgotten() {
      return memory.forgotten;
    },
    reset() {
      for (const reply of memory.replies.values()) reply.silence();
      memory = createMemory();
    },
  };
}

function createMemory(): MockMemory {
  return { pending: [], replies: new Map(), requests: [], started: new Set(), stops: [], forgotten: [] };
}
