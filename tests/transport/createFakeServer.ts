import { vi } from 'vitest';
import type { ReplyEvent } from '../../protocol/events.ts';
import { EVENT_STREAM_HEADERS, encodeReplyEvent, parseJson } from '../../protocol/sse.ts';

/** A server without a network: `fetch` records each request, and the test answers it by hand. */
export interface FakeServer {
  readonly fetch: typeof fetch;
  readonly requests: readonly FakeRequest[];
  /** Requests that have been neither answered to the end nor given up. */
  readonly open: number;
  /** The request number `count`, from 1, once it has arrived. */
  request(count: number): Promise<FakeRequest>;
}

/** One request and its answer. */
export interface FakeRequest {
  /** Method and path. */
  readonly line: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly init: RequestInit;
  readonly body: unknown;
  /** How the connection stands: the client may have `aborted` it. */
  readonly state: 'waiting' | 'streaming' | 'ended' | 'aborted' | 'dropped';
  /** Answers whole. */
  answer(status: number, body?: string, headers?: Record<string, string>): void;
  /** Begins an event stream. */
  stream(headers?: Record<string, string>, status?: number): void;
  /** Sends one piece of the stream: events, text or bytes. */
  send(...pieces: readonly (ReplyEvent | string | Uint8Array<ArrayBuffer>)[]): void;
  /** Ends the stream in good order. */
  end(): void;
  /** Breaks the connection, before or after the answer has begun. */
  drop(): void;
}

/** A server that no one has asked anything yet. */
export function createFakeServer(): FakeServer {
  const requests: Connection[] = [];
  return {
    fetch: (input, init = {}) => {
      const connection = new Connection(String(input instanceof Request ? input.url : input), init);
      requests.push(connection);
      return connection.response;
    },
    requests,
    get open() {
      return requests.filter(({ state }) => state === 'waiting' || state === 'streaming').length;
    },
    request: (count) =>
      vi.waitFor(
        () => {
          const request = requests[count - 1];
          if (!request) throw new Error(`${requests.length} requests have arrived, ${count} were expected.`);
          return request;
        },
        { interval: 1, timeout: 5000 },
      ),
  };
}

class Connection implements FakeRequest {
  readonly line: string;
  readonly headers: Record<string, string>;
  readonly init: RequestInit;
  readonly response: Promise<Response>;
  state: FakeRequest['state'] = 'waiting';
  readonly #resolvers = Promise.withResolvers<Response>();
  #controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;

  constructor(url: string, init: RequestInit) {
    this.line = `${init.method ?? 'GET'} ${url}`;
    this.headers = Object.fromEntries(new Headers(init.headers));
    this.init = init;
    this.response = this.#resolvers.promise;
    if (init.signal?.aborted) this.#abort();
    init.signal?.addEventListener('abort', () => this.#abort());
  }

  get body(): unknown {
    return typeof this.init.body === 'string' ? parseJson(this.init.body) : undefined;
  }

  answer(
    status: number,
    body?: string,
    headers: Record<string, string> = { 'content-type': 'application/json' },
  ): void {
    this.state = 'ended';
    this.#resolvers.resolve(new Response(body ?? null, { status, headers }));
  }

  stream(headers: Record<string, string> = EVENT_STREAM_HEADERS, status = 200): void {
    this.state = 'streaming';
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => {
        this.#controller = controller;
      },
      cancel: () => this.#abort(),
    });
    this.#resolvers.resolve(new Response(body, { status, headers }));
  }

  send(...pieces: readonly (ReplyEvent | string | Uint8Array<ArrayBuffer>)[]): void {
    for (const piece of pieces) {
      const text = typeof piece === 'string' || piece instanceof Uint8Array ? piece : encodeReplyEvent(piece);
      this.#controller?.enqueue(typeof text === 'string' ? new TextEncoder().encode(text) : text);
    }
  }

  end(): void {
    this.state = 'ended';
    this.#controller?.close();
  }

  drop(): void {
    this.state = 'dropped';
    const error = new TypeError('network error');
    this.#resolvers.reject(error);
    this.#controller?.error(error);
  }

  #abort(): void {
    if (this.state !== 'waiting' && this.state !== 'streaming') return;
    this.state = 'aborted';
    const error = new DOMException('The operation was aborted.', 'AbortError');
    this.#resolvers.reject(error);
    this.#controller?.error(error);
  }
}
