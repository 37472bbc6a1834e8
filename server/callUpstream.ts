import { ReplyError, replyError, type ReplyErrorBody } from '../protocol/errors.ts';
import { isFinalEvent, type ReplyEventBody } from '../protocol/events.ts';
import type { GenerationParams, RequestMessage } from '../protocol/requests.ts';
import type { Limits } from './defaultLimits.ts';
import { isConnectionLoss } from './isConnectionLoss.ts';
import { nameOfError } from './nameOfError.ts';
import { Redactor } from './Redactor.ts';
import { readReply, type Listener } from './readReply.ts';
import type { Report } from './Report.ts';
import type { Timers } from './Timers.ts';
import type { UpstreamClient, UpstreamRequest, UpstreamResponse } from './upstream.ts';
import type { ResolvedModel } from './UpstreamDirectory.ts';
import { Watchdog } from './Watchdog.ts';

/** One call of a model. */
export interface UpstreamCall {
  readonly target: ResolvedModel;
  readonly messages: readonly RequestMessage[];
  readonly params: GenerationParams;
  /** Ends the call and closes its connection at once. */
  readonly signal: AbortSignal;
}

/**
 * Calls a model once and tells what it says as it comes. Never rejects; the last event is final and the only final one,
 * unless the call's signal aborted before it. `tell` is not slowed down: what one reply may hold is bounded by its log.
 */
export type CallUpstream = (call: UpstreamCall, tell: (events: readonly ReplyEventBody[]) => void) => Promise<void>;

/** What a call needs. */
export interface UpstreamParts {
  readonly client: UpstreamClient;
  readonly timers: Timers;
  readonly limits: Limits;
  readonly report: Report;
}

/**
 * The way from a request to a model's reply: HTTP, framing, the provider's dialect, time limits, and no key in what comes back.
 *
 * @see docs/spec.md S11 to S15
 */
export function createCallUpstream(parts: UpstreamParts): CallUpstream {
  return async function callUpstream(call, tell) {
    const { upstream } = call.target;
    const redactor = new Redactor(upstream.key);
    const watchdog = new Watchdog(parts.timers, parts.limits, call.signal);
    let response: UpstreamResponse | undefined;
    let hasEnded = false;
    let isRead = false;
    const hear: Listener = (batch) => {
      if (hasEnded || call.signal.aborted) return 'enough';
      const events: ReplyEventBody[] = [];
      for (const event of batch) {
        if (hasEnded) break;
        events.push(redactor.event(event));
        hasEnded = isFinalEvent(event);
      }
      tell(events);
      return hasEnded ? 'enough' : 'more';
    };
    try {
      response = await parts.client.post(upstreamRequestOf(call), watchdog.signal);
      const decoder = upstream.provider.createDecoder();
      await readReply({ response, upstream, decoder, watchdog, ...parts }, hear);
      isRead = hasEnded;
    } catch (error) {
      const cause = causeOf(error, watchdog);
      if (cause.code === 'internal' && !call.signal.aborted) parts.report(`the call of a model: ${nameOfError(error)}`);
      hear([{ type: 'reply-error', error: cause }]);
    } finally {
      watchdog.close();
      if (isRead) response?.drain(parts.limits.drainMs);
      else response?.close();
    }
  };
}

function upstreamRequestOf({ target: { upstream, model }, messages, params }: UpstreamCall): UpstreamRequest {
  const { path, headers, body } = upstream.provider.buildRequest({ model, messages, params }, upstream.key);
  return { url: upstream.baseUrl + path, headers, body };
}

function causeOf(error: unknown, watchdog: Watchdog): ReplyErrorBody {
  if (watchdog.timedOut) return replyError('timeout');
  if (error instanceof ReplyError) return error.body;
  return replyError(isConnectionLoss(error) ? 'truncated' : 'internal');
}
