import { ReplyError, replyError, type ReplyErrorBody, type ReplyErrorCode } from '../protocol/errors.ts';
import type { ReplyEventBody } from '../protocol/events.ts';
import type { ReplyDecoder } from '../providers/Provider.ts';
import type { Limits } from './defaultLimits.ts';
import { isConnectionLoss } from './isConnectionLoss.ts';
import { readText } from './readText.ts';
import { SseInbox } from './SseInbox.ts';
import type { Timers } from './Timers.ts';
import type { Appetite, UpstreamResponse } from './upstream.ts';
import type { Upstream } from './UpstreamDirectory.ts';
import type { Watchdog } from './Watchdog.ts';

/** Whoever is told what a model says. Has enough once it was told the end. */
export type Listener = (events: readonly ReplyEventBody[]) => Appetite;

/** An answer that is being read. */
export interface Reading {
  readonly response: UpstreamResponse;
  readonly upstream: Upstream;
  readonly decoder: ReplyDecoder;
  readonly watchdog: Watchdog;
  readonly timers: Timers;
  readonly limits: Limits;
}

/**
 * Tells the events of a model server's answer, whatever it is: a stream, a whole reply, an error, a page. Resolves once all is told;
 * rejects with what is no loss of the connection, an event that is too large, and a time limit before which nothing had come.
 *
 * @see docs/spec.md S11, S12
 */
export async function readReply(reading: Reading, tell: Listener): Promise<void> {
  const { status, headers } = reading.response;
  const isStream = status === 200 && isEventStream(headers['content-type']);
  tell(await (isStream ? readEventStream(reading, tell) : readOnce(reading)));
}

/** A server that names no type is given the benefit of the doubt. */
function isEventStream(contentType: string | undefined): boolean {
  return contentType === undefined || mediaType(contentType) === 'text/event-stream';
}

function mediaType(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

async function readOnce(reading: Reading): Promise<readonly ReplyEventBody[]> {
  const { status, headers } = reading.response;
  const type = mediaType(headers['content-type'] ?? '');
  if (status >= 400) return [errorEvent(await readError(reading))];
  if (status !== 200) return [failure('bad-response', unexpectedStatus(status))];
  if (type === 'application/json') return readWhole(reading);
  return [failure('bad-response', `The model server answered with ${type}. Check its address.`)];
}

function unexpectedStatus(status: number): string {
  if (status < 300) return `The model server answered with status ${status} and no reply.`;
  return `The model server redirects to another address (status ${status}), which is not followed. Check its address.`;
}

async function readError({ response, upstream, watchdog, timers, limits }: Reading): Promise<ReplyErrorBody> {
  const { status, headers } = response;
  const { text } = await readText(response, limits.maxErrorBodyBytes, () => {
    watchdog.touch();
  });
  const error = upstream.provider.decodeError(status, headers, text, timers.now());
  return error.code === 'unauthorized' ? { ...error, message: keySentence(upstream) } : error;
}

function keySentence({ label, key, keySetting }: Upstream): string {
  if (key === '') return `${label} asks for a key and none is set. Set ${keySetting} and retry.`;
  return `${label} did not accept the key. Check ${keySetting} and retry.`;
}

/** A reply that came in one piece although a stream was asked for. */
async function readWhole({ response, upstream, watchdog, limits }: Reading): Promise<readonly ReplyEventBody[]> {
  const { text, isWhole } = await readText(response, limits.maxWholeBodyBytes, () => {
    watchdog.touch();
  });
  return (isWhole && upstream.provider.decodeWhole(text)) || [failure('bad-response')];
}

const TOO_LARGE = replyError('bad-response', 'The model server sent an event that is too large to be read.');

/** @returns the events that only the end of the stream makes certain. */
async function readEventStream(reading: Reading, tell: Listener): Promise<readonly ReplyEventBody[]> {
  const { response, decoder, watchdog, limits } = reading;
  const inbox = new SseInbox();
  let hasBytes = false;
  try {
    await response.read((chunk) => {
      watchdog.touch();
      hasBytes ||= chunk.byteLength > 0;
      const events = inbox.feed(chunk).flatMap((message) => decoder.decode(message));
      const appetite = events.length > 0 ? tell(events) : 'more';
      // Thrown, so that the connection is closed at once: there may be no end to wait for.
      if (inbox.bytesSinceMessage > limits.maxUpstreamEventBytes) throw new ReplyError(TOO_LARGE);
      return appetite;
    });
  } catch (error) {
    if (!isConnectionLoss(error)) throw error;
    // A lost connection is judged by what came before it, as a clean end is: the model may have said its last word.
    const events = decoder.end();
    if (watchdog.timedOut && events.at(-1)?.type === 'reply-error') throw error;
    return events;
  }
  return hasBytes && !inbox.hasMessages ? [failure('bad-response')] : decoder.end();
}

function errorEvent(error: ReplyErrorBody): ReplyEventBody {
  return { type: 'reply-error', error };
}

function failure(code: ReplyErrorCode, message?: string): ReplyEventBody {
  return errorEvent(replyError(code, message));
}
