import { createParser } from 'eventsource-parser';
import { createReply, isFinal, reduceReply, type Reply, type ReplyState } from '../../src/conversation/reply.ts';
import { replyError, type ReplyErrorCode } from '../../protocol/errors.ts';
import type { ReplyRequest } from '../../protocol/requests.ts';
import { decodeReplyEvent } from '../../protocol/sse.ts';

/** How this reader reaches the server; throws when no connection can be had. */
export type Ask = (request: Request) => Promise<Response>;

/** Longer lines end the reading. */
const MAX_LINE_BYTES = 1024 * 1024;

/**
 * The least client that keeps the wire's promises, written for tests only: it posts, follows, and after a lost link asks for
 * what follows the last event that it applied. `silent` says when the server has gone silent: the tests have no timers.
 */
export async function readReply(ask: Ask, request: ReplyRequest, silent: Promise<void>): Promise<Reply> {
  let reply = createReply(request.replyId, request.model);
  let everOpen = false;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const outcome = await readOnce(() => ask(requestFor(request, reply.seq)), reply, attempt === 0 ? silent : never);
    reply = outcome.reply;
    everOpen ||= outcome.opened === true;
    if (isFinal(reply.state)) return reply;
    if (outcome.failure) return { ...reply, state: failed(outcome.failure) };
  }
  return everOpen ? reduceReply(reply, { type: 'link-lost' }) : { ...reply, state: failed('offline') };
}

interface Outcome {
  readonly reply: Reply;
  /** Whether a stream began. */
  readonly opened?: true;
  /** Why it makes no sense to ask again. */
  readonly failure?: ReplyErrorCode;
}

async function readOnce(ask: () => Promise<Response>, before: Reply, silent: Promise<void>): Promise<Outcome> {
  const silence = silent.then(() => undefined);
  let response: Response | undefined;
  try {
    response = await Promise.race([ask(), silence]);
  } catch {
    return { reply: before };
  }
  if (!response) return { reply: before };
  if (response.type === 'error' || response.status === 204) return { reply: before };
  if (!response.ok) return { reply: before, failure: await codeOf(response) };
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  if (!isStream || !response.body) return { reply: before, failure: 'protocol' };
  return follow(response.body.getReader(), before, silence);
}

async function follow(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  before: Reply,
  silence: Promise<undefined>,
): Promise<Outcome> {
  const seen = { reply: before, lost: false, bytesSinceEvent: 0 };
  const parser = createParser({
    onEvent({ id = '', event = '', data }) {
      seen.bytesSinceEvent = 0;
      const decoded = decodeReplyEvent({ id, event, data });
      if (decoded.kind === 'malformed') seen.lost = true;
      if (decoded.kind !== 'event' || seen.lost) return;
      // An event behind a gap: what is missing has to be asked for.
      if ((decoded.event.from ?? decoded.event.seq) > seen.reply.seq + 1) seen.lost = true;
      else seen.reply = reduceReply(seen.reply, decoded.event);
    },
  });
  const decoder = new TextDecoder();
  try {
    while (!seen.lost && !isFinal(seen.reply.state)) {
      const chunk = await Promise.race([reader.read(), silence]);
      if (!chunk || chunk.done) break;
      seen.bytesSinceEvent += chunk.value.length;
      parser.feed(decoder.decode(chunk.value, { stream: true }));
      if (seen.bytesSinceEvent > MAX_LINE_BYTES) break;
    }
  } catch {
    return { reply: seen.reply, opened: true };
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return { reply: seen.reply, opened: true };
}

function requestFor(request: ReplyRequest, seq: number): Request {
  const base = 'http://localhost/api/replies';
  if (seq > 0) return new Request(`${base}/${request.replyId}/events`, { headers: { 'last-event-id': String(seq) } });
  return new Request(base, { method: 'POST', body: JSON.stringify(request) });
}

async function codeOf(response: Response): Promise<ReplyErrorCode> {
  const { error } = (await response.json()) as { error: { code: ReplyErrorCode } }; // Our own server's shape, checked by its own tests.
  return error.code;
}

function failed(code: ReplyErrorCode): ReplyState {
  return { status: 'failed', error: replyError(code) };
}

const never = new Promise<void>(() => undefined);
