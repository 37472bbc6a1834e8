import { fetchEventSource, type EventSourceMessage } from '@microsoft/fetch-event-source';
import { replyError } from '../../protocol/errors.ts';
import { LINK_SILENCE_MS, PING_INTERVAL_MS } from '../../protocol/limits.ts';
import { decodeReplyEvent } from '../../protocol/sse.ts';
import { systemClock, type Clock } from './Clock.ts';
import { followReply } from './followReply.ts';
import type { LinkEnd, LinkListener, LinkRequest, OpenLink } from './Link.ts';
import type { LinkGate } from './linkGate.ts';
import { onWake } from './onWake.ts';
import { readRefusal } from './readRefusal.ts';
import type { ReplyTransport } from './ReplyTransport.ts';
import { sendCommand } from './sendCommand.ts';
import { watchBody } from './watchBody.ts';

/** How our server is reached. Everything has a default. */
export interface HttpTransportOptions {
  /** What stands before `/api`, without a slash at the end; by default nothing: the page's own origin. */
  readonly baseUrl?: string;
  /** Header fields of every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** By default the page's own, looked up at each request. */
  readonly fetch?: typeof fetch;
  /** By default the browser's. */
  readonly clock?: Clock;
  /** A number from 0 to below 1: spreads reconnects. By default `Math.random`. */
  readonly random?: () => number;
  /** Lets connections through one by one where a browser has few. By default all of them at once. */
  readonly gate?: LinkGate;
}

/** The most bytes that may come without completing a message: our server's lines are 64 KiB at most. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

/** How long a connection may have been silent when the page wakes up, in milliseconds. */
const LONGEST_NAP_MS = PING_INTERVAL_MS + 3000;

/** How long the end of a connection is awaited after the final event, so that its socket can be used again, in milliseconds. */
const DRAIN_MS = 1000;

const EVENT_STREAM = 'text/event-stream';

const LOST: LinkEnd = { kind: 'lost' };
const BROKEN: LinkEnd = { kind: 'broken', error: replyError('protocol') };

/**
 * The transport to our own server, over fetch-event-source with all its retries turned off: when to connect again is decided
 * in `followReply`.
 *
 * @see docs/spec.md the family T
 */
export function createHttpTransport(options: HttpTransportOptions = {}): ReplyTransport {
  const { baseUrl = '', clock = systemClock, random = Math.random } = options;
  const headers = Object.fromEntries(new Headers(options.headers));
  const send: typeof fetch = (input, init) => (options.fetch ?? globalThis.fetch)(input, init);
  const urlOf = (replyId: string, what = ''): string => `${baseUrl}/api/replies/${encodeURIComponent(replyId)}${what}`;
  const command = async (url: string, init: RequestInit): Promise<'acknowledged' | 'unreachable'> =>
    (await sendCommand({ url, init }, send, clock)) ? 'acknowledged' : 'unreachable';
  return {
    stream(request, streamOptions) {
      const url = { POST: `${baseUrl}/api/replies`, GET: urlOf(request.replyId, '/events') };
      const openLink: OpenLink = (linkRequest, listener) => {
        const { method, isPiece = false } = linkRequest;
        const init = initOf(linkRequest, headers);
        return new Link(listener, clock, send, isPiece).run(url[method] + (isPiece ? '?follow=0' : ''), init);
      };
      const gated = options.gate?.through(request.replyId, openLink) ?? openLink;
      return followReply(request, streamOptions, { openLink: gated, clock, random });
    },
    stop(replyId) {
      const init = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: '{}' };
      return command(urlOf(replyId, '/stop'), init);
    },
    forget: (replyId) => command(urlOf(replyId), { method: 'DELETE', headers }),
  };
}

interface LinkInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/** Header names are lower case and the object is a plain one: the library drops `Headers` and doubles what differs in case. */
function initOf(request: LinkRequest, headers: Readonly<Record<string, string>>): LinkInit {
  const common = { ...headers, accept: 'text/event-stream' };
  if (request.method === 'POST') {
    return { method: 'POST', headers: { ...common, 'content-type': 'application/json' }, body: request.body };
  }
  return { method: 'GET', headers: { ...common, 'last-event-id': String(request.after) } };
}

/** One request. It has its own AbortController, because the library tells nobody why it ended and goes on after an abort. */
class Link {
  readonly #listener: LinkListener;
  readonly #clock: Clock;
  readonly #send: typeof fetch;
  readonly #isPiece: boolean;
  readonly #controller = new AbortController();
  #end: LinkEnd | undefined;
  #cancelAlarm = (): void => undefined;
  #heardAtMs = 0;
  #unfinishedBytes = 0;
  #heard = false;

  constructor(listener: LinkListener, clock: Clock, send: typeof fetch, isPiece: boolean) {
    this.#listener = listener;
    this.#clock = clock;
    this.#send = send;
    this.#isPiece = isPiece;
  }

  async run(url: string, init: LinkInit): Promise<LinkEnd> {
    const { signal } = this.#listener;
    const abort = (): void => this.#close({ kind: 'aborted' });
    // The library does not notice a signal that was aborted before.
    if (signal.aborted) return { kind: 'aborted' };
    signal.addEventListener('abort', abort);
    this.#expectBytes();
    const stopListening = onWake(() => this.#onWake());
    try {
      await fetchEventSource(url, {
        ...init,
        cache: 'no-store',
        signal: this.#controller.signal,
        openWhenHidden: true,
        fetch: async (input, fetchInit) =>
          watchBody(await this.#send(input, fetchInit), (count) => this.#onBytes(count)),
        onopen: (response) => this.#onOpen(response),
        onmessage: (message) => this.#onMessage(message),
        onclose: () => this.#onEof(),
        onerror: (error) => {
          throw error; // Otherwise the library sends the request again by itself.
        },
      });
    } catch {
      this.#end ??= LOST;
    } finally {
      this.#cancelAlarm();
      stopListening();
      signal.removeEventListener('abort', abort);
      this.#controller.abort();
    }
    return this.#end ?? LOST;
  }

  #close(end: LinkEnd): void {
    this.#end ??= end;
    this.#controller.abort();
  }

  /** A connection that has missed a ping when the page wakes up is most likely dead; its alarm has slept too. */
  #onWake(): void {
    if (this.#clock.nowMs() - this.#heardAtMs > LONGEST_NAP_MS) this.#close(LOST);
  }

  #expectBytes(): void {
    this.#cancelAlarm();
    this.#heardAtMs = this.#clock.nowMs();
    this.#cancelAlarm = this.#clock.after(LINK_SILENCE_MS, () => this.#close(LOST));
  }

  #onBytes(count: number): void {
    if (this.#end) return;
    this.#expectBytes();
    // What earlier pieces left unfinished: the library takes longer than linear time to look for the end of a long line.
    if (this.#unfinishedBytes > MAX_MESSAGE_BYTES) this.#close(BROKEN);
    this.#unfinishedBytes += count;
  }

  async #onOpen(response: Response): Promise<void> {
    if (response.status === 204) return this.#close({ kind: 'nothing-more' });
    const type = response.headers.get('content-type')?.toLowerCase() ?? '';
    if (response.ok && response.body && type.startsWith(EVENT_STREAM)) return this.#listener.onOpen();
    // A browser takes header fields that end early for an answer, with the status 200 where it has read no other.
    if (response.ok && EVENT_STREAM.startsWith(type)) return this.#close(LOST);
    const error = await readRefusal(response, this.#clock.nowMs());
    this.#close({ kind: 'refused', status: response.status, error });
  }

  #onMessage(message: EventSourceMessage): void {
    this.#unfinishedBytes = 0;
    // The library hands over the rest of a piece after an abort.
    if (this.#end) return;
    const decoded = decodeReplyEvent(message);
    // A comment arrives as an empty message; it is no sign that a reply is behind it.
    this.#heard ||= message.data !== '';
    if (decoded.kind === 'skip') return;
    if (decoded.kind === 'malformed') return this.#close(BROKEN);
    try {
      const verdict = this.#listener.onEvent(decoded.event);
      if (verdict === 'gap') this.#close(BROKEN);
      if (verdict === 'final') this.#drain();
    } catch (cause) {
      // An exception in here would make the library leave this connection open.
      this.#close({ kind: 'defect', cause });
    }
  }

  #drain(): void {
    this.#end = { kind: 'final' };
    this.#cancelAlarm();
    this.#cancelAlarm = this.#clock.after(DRAIN_MS, () => this.#controller.abort());
  }

  #onEof(): void {
    this.#end ??= this.#heard
      ? { kind: this.#isPiece ? 'piece' : 'lost' }
      : { kind: 'broken', error: replyError('truncated', 'The server ended the connection without a reply.') };
  }
}
