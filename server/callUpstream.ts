import { ReplyError, replyError, type ReplyErrorBody, type ReplyErrorCode } from '../protocol/errors.ts';
import { isFinalEvent, type ReplyEventBody } from '../protocol/events.ts';
import type { GenerationParams, RequestMessage } from '../protocol/requests.ts';
import type { ReplyDecoder } from '../providers/Provider.ts';
import { createRedactor } from './createRedactor.ts';
import { createWatchdog, type Watchdog } from './createWatchdog.ts';
import type { Limits } from './defaultLimits.ts';
import { nameOfError } from './nameOfError.ts';
import { readText } from './readText.ts';
import type { Report } from './Report.ts';
import { createSseInbox } from './sseInbox.ts';
import type { Timers } from './Timers.ts';
import type { UpstreamClient, UpstreamRequest, UpstreamResponse } from './upstream.ts';
import type { ResolvedModel, Upstream } from './UpstreamDirectory.ts';

/** One call of a model. */
export interface UpstreamCall {
  readonly target: ResolvedModel;
  readonly messages: readonly RequestMessage[];
  readonly params: GenerationParams;
  /** Ends the call and closes its connection at once. */
  readonly signal: AbortSignal;
}

/**
 * Calls a model once and yields what it says as it comes. Never throws; the last event is final and the only final one,
 * unless `signal` aborted before it.
 */
export type CallUpstream = (call: UpstreamCall) => AsyncIterable<readonly ReplyEventBody[]>;

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
  return async function* callUpstream(call) {
    const { upstream } = call.target;
    const redactor = createRedactor(upstream.key);
    const watchdog = createWatchdog(parts.timers, parts.limits, call.signal);
    let response: UpstreamResponse | undefined;
    let hasEnded = false;
    try {
      response = await parts.client.post(upstreamRequestOf(call), watchdog.signal);
      const reading: Reading = { response, upstream, decoder: upstream.provider.createDecoder(), watchdog, parts };
      for await (const batch of readReply(reading)) {
        if (call.signal.aborted) return;
        const events = upToFinal(batch).map((event) => redactor.event(event));
        hasEnded = events.some(isFinalEvent);
        yield events;
        if (hasEnded) return;
      }
    } catch (error) {
      if (call.signal.aborted) return;
      const cause = causeOf(error, watchdog);
      if (cause.code === 'internal') parts.report(`the call of a model: ${nameOfError(error)}`);
      yield [redactor.event(errorEvent(cause))];
    } finally {
      watchdog.close();
      if (hasEnded) response?.drain(parts.limits.drainMs);
      else response?.close();
    }
  };
}

interface Reading {
  readonly response: UpstreamResponse;
  readonly upstream: Upstream;
  readonly decoder: ReplyDecoder;
  readonly watchdog: Watchdog;
  readonly parts: UpstreamParts;
}

function upstreamRequestOf({ target: { upstream, model }, messages, params }: UpstreamCall): UpstreamRequest {
  const { path, headers, body } = upstream.provider.buildRequest({ model, messages, params }, upstream.key);
  return { url: upstream.baseUrl + path, headers, body };
}

/** The events of an answer. Returns the reader itself: delegating to it would cost every token another turn. */
function readReply(reading: Reading): AsyncIterable<readonly ReplyEventBody[]> {
  const { status, headers } = reading.response;
  if (status === 200 && isEventStream(headers['content-type'])) return readEventStream(reading);
  return readOnce(reading);
}

/** A server that names no type is given the benefit of the doubt. */
function isEventStream(contentType: string | undefined): boolean {
  return contentType === undefined || mediaType(contentType) === 'text/event-stream';
}

function mediaType(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

async function* readOnce(reading: Reading): AsyncGenerator<readonly ReplyEventBody[], void> {
  const { status, headers } = reading.response;
  const type = mediaType(headers['content-type'] ?? '');
  if (status >= 400) yield [errorEvent(await readError(reading))];
  else if (status !== 200) yield [failure('bad-response', unexpectedStatus(status))];
  else if (type === 'application/json') yield await readWhole(reading);
  else yield [failure('bad-response', `The model server answered with ${type}. Check its address.`)];
}

function unexpectedStatus(status: number): string {
  if (status < 300) return `The model server answered with status ${status} and no reply.`;
  return `The model server redirects to another address (status ${status}), which is not followed. Check its address.`;
}

async function readError({ response, upstream, watchdog, parts }: Reading): Promise<ReplyErrorBody> {
  const { status, headers, body } = response;
  const { text } = await readText(body, parts.limits.maxErrorBodyBytes, () => {
    watchdog.touch();
  });
  const error = upstream.provider.decodeError(status, headers, text, parts.timers.now());
  return error.code === 'unauthorized' ? { ...error, message: keySentence(upstream) } : error;
}

function keySentence({ label, key, keySetting }: Upstream): string {
  if (key === '') return `${label} asks for a key and none is set. Set ${keySetting} and retry.`;
  return `${label} did not accept the key. Check ${keySetting} and retry.`;
}

/** A reply that came in one piece although a stream was asked for. */
async function readWhole({ response, upstream, watchdog, parts }: Reading): Promise<readonly ReplyEventBody[]> {
  const { text, isWhole } = await readText(response.body, parts.limits.maxWholeBodyBytes, () => {
    watchdog.touch();
  });
  return (isWhole && upstream.provider.decodeWhole(text)) || [failure('bad-response')];
}

async function* readEventStream(reading: Reading): AsyncGenerator<readonly ReplyEventBody[], void> {
  const { response, decoder, watchdog, parts } = reading;
  const inbox = createSseInbox();
  let hasBytes = false;
  try {
    for await (const chunk of response.body) {
      watchdog.touch();
      hasBytes ||= chunk.byteLength > 0;
      const events = inbox.feed(chunk).flatMap((message) => decoder.decode(message));
      if (events.length > 0) yield events;
      if (inbox.bytesSinceMessage > parts.limits.maxUpstreamEventBytes) {
        yield [failure('bad-response', 'The model server sent an event that is too large to be read.')];
      }
    }
  } catch (error) {
    if (!isConnectionLoss(error)) throw error;
    // A lost connection is judged by what came before it, as a clean end is: the model may have said its last word.
    const events = decoder.end();
    if (watchdog.timedOut && events.at(-1)?.type === 'reply-error') throw error;
    yield events;
    return;
  }
  yield hasBytes && !inbox.hasMessages ? [failure('bad-response')] : decoder.end();
}

/** Whether an error came from the socket: those of Node carry a code. */
function isConnectionLoss(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}

function causeOf(error: unknown, watchdog: Watchdog): ReplyErrorBody {
  if (watchdog.timedOut) return replyError('timeout');
  if (error instanceof ReplyError) return error.body;
  return replyError(isConnectionLoss(error) ? 'truncated' : 'internal');
}

/** Nothing may follow a final event. */
function upToFinal(events: readonly ReplyEventBody[]): readonly ReplyEventBody[] {
  const finalAt = events.findIndex(isFinalEvent);
  return finalAt === -1 ? events : events.slice(0, finalAt + 1);
}

function errorEvent(error: ReplyErrorBody): ReplyEventBody {
  return { type: 'reply-error', error };
}

function failure(code: ReplyErrorCode, message?: string): ReplyEventBody {
  return errorEvent(replyError(code, message));
}
