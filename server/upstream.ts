import http from 'node:http';
import https from 'node:https';
import { ReplyError, replyError } from '../protocol/errors.ts';
import { systemTimers, type Timers } from './Timers.ts';

/** What a model server is sent. */
export interface UpstreamRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Whether whoever is fed wants more. */
export type Appetite = 'more' | 'enough';

/** A model server's answer. Exactly one of `drain` and `close` must be called in the end. */
export interface UpstreamResponse {
  readonly status: number;
  /** By lower-case name; of a repeated header the first. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /**
   * Hands over the body as it comes, without a promise for each chunk, until it ends or `take` has enough. To be called
   * once. Rejects when the connection is lost, and with what `take` throws.
   */
  read(take: (chunk: Uint8Array) => Appetite): Promise<void>;
  /** Reads the rest for up to `maxMs` milliseconds, so that the connection can be used again, then closes it. */
  drain(maxMs: number): void;
  /** Closes the connection: the model server sees it at once and stops generating. */
  close(): void;
}

/** The only way out of the server to a model. */
export interface UpstreamClient {
  /**
   * Sends a request. Follows no redirect. Sent again once, after a short delay, if no connection could be made; never
   * once a byte may have been read by the other side, since a model may have been paid then.
   *
   * @throws {ReplyError} `unreachable` when no connection could be made, `truncated` when it was lost before an answer came.
   */
  post(request: UpstreamRequest, signal: AbortSignal): Promise<UpstreamResponse>;
  /** Closes the connections that wait for another use. */
  close(): void;
}

/** How long an idle connection is kept: shorter than servers keep theirs, because a request sent into a closing one is lost. */
const KEEP_IDLE_MS = 15_000;

class ConnectError extends Error {
  override readonly name = 'ConnectError';
}

/** A client over `node:http` and `node:https`. Defaults: the machine's time, 250 ms before the retry. */
export function createUpstreamClient(options: { timers?: Timers; retryDelayMs?: number } = {}): UpstreamClient {
  const { timers = systemTimers, retryDelayMs = 250 } = options;
  const agents: Agents = {
    'http:': new http.Agent({ keepAlive: true, timeout: KEEP_IDLE_MS }),
    'https:': new https.Agent({ keepAlive: true, timeout: KEEP_IDLE_MS }),
  };
  return {
    async post(request, signal) {
      try {
        return await send(request, agents, timers, signal).catch(async (error: unknown) => {
          if (!(error instanceof ConnectError) || signal.aborted) throw error;
          await pause(timers, retryDelayMs, signal);
          return send(request, agents, timers, signal);
        });
      } catch (error) {
        throw asReplyError(error);
      }
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

/** By protocol. */
type Agents = Readonly<Record<'http:' | 'https:', http.Agent>>;

/** For model servers on this machine: they close kept connections early, and a fresh one costs nothing there. */
const FRESH: Agents = { 'http:': new http.Agent(), 'https:': new https.Agent() };

function send(
  request: UpstreamRequest,
  agents: Agents,
  timers: Timers,
  signal: AbortSignal,
): Promise<UpstreamResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<UpstreamResponse>();
  const outgoing = open(request, agents);
  let isConnected = false;
  const abort = (): void => {
    outgoing.destroy();
  };
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  outgoing.on('socket', (socket) => {
    isConnected = !socket.connecting;
    socket.once(outgoing.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
      isConnected = true;
    });
  });
  outgoing.on('response', (incoming) => {
    resolve(new NodeResponse(incoming, timers));
  });
  outgoing.on('error', (error) => {
    reject(isConnected ? error : new ConnectError(error.message, { cause: error }));
  });
  outgoing.on('close', () => {
    signal.removeEventListener('abort', abort);
    reject(new Error('The connection was closed before an answer came.'));
  });
  outgoing.end(request.body);
  return promise;
}

function open({ url, headers, body }: UpstreamRequest, agents: Agents): http.ClientRequest {
  const target = new URL(url);
  const protocol = target.protocol === 'https:' ? 'https:' : 'http:';
  return (protocol === 'https:' ? https : http).request(target, {
    method: 'POST',
    agent: (isLoopback(target.hostname) ? FRESH : agents)[protocol],
    headers: {
      accept: 'text/event-stream',
      'accept-encoding': 'identity',
      'content-length': Buffer.byteLength(body),
      ...headers,
    },
  });
}

function isLoopback(hostname: string): boolean {
  return hostname === '[::1]' || /(^|\.)localhost$/.test(hostname) || /^127(\.\d+){3}$/.test(hostname);
}

/** An answer of `node:http`. What can be had from it when it is asked for is not kept beside it: a stream may last for minutes. */
class NodeResponse implements UpstreamResponse {
  readonly #incoming: http.IncomingMessage;
  readonly #timers: Timers;

  constructor(incoming: http.IncomingMessage, timers: Timers) {
    this.#incoming = incoming;
    this.#timers = timers;
    // Whoever reads the body gets the error; after that nobody needs it, and without a listener it would end the process.
    incoming.on('error', () => this.close());
  }

  get status(): number {
    return this.#incoming.statusCode ?? 0;
  }

  get headers(): Readonly<Record<string, string | undefined>> {
    return Object.fromEntries(
      Object.entries(this.#incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
    );
  }

  read(take: (chunk: Uint8Array) => Appetite): Promise<void> {
    const incoming = this.#incoming;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onData = (chunk: Uint8Array): void => {
      try {
        if (take(chunk) === 'more') return;
        resolve();
      } catch (error) {
        // The error of a reader, whatever it is, belongs to whoever awaits the reading.
        reject(error);
      }
      incoming.off('data', onData).pause();
    };
    const lose = (): void =>
      reject(incoming.errored ?? new Error('The connection was closed before the answer ended.'));
    if (incoming.destroyed) lose();
    incoming.on('data', onData).on('end', resolve).on('error', reject).on('close', lose);
    return promise;
  }

  drain(maxMs: number): void {
    this.#incoming.on(
      'close',
      this.#timers.after(maxMs, () => this.close()),
    );
    this.#incoming.resume();
  }

  close(): void {
    this.#incoming.destroy();
  }
}

function pause(timers: Timers, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = timers.after(delayMs, resolve);
    signal.addEventListener(
      'abort',
      () => {
        cancel();
        resolve();
      },
      { once: true },
    );
  });
}

function asReplyError(error: unknown): ReplyError {
  if (!(error instanceof ConnectError)) return new ReplyError(replyError('truncated'), { cause: error });
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? ` (${cause.code})` : '';
  return new ReplyError(replyError('unreachable', `The model server could not be reached${code}. Is it running?`), {
    cause: error,
  });
}
