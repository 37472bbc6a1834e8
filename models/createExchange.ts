import type { IncomingMessage, ServerResponse } from 'node:http';

/** What the door remembers of a request to `/v1/chat/completions`. Times are milliseconds since 1970. */
export interface RecordedRequest {
  /** The parsed body; `undefined` when it is no JSON or larger than 16 KiB. */
  readonly body: unknown;
  /** The header field as it came. */
  readonly authorization?: string;
  readonly openedAtMs: number;
  /** How many deltas have been sent. */
  readonly tokensSent: number;
  /** When the exchange was over, and who ended it: `client` when it went away before all was sent. */
  readonly closedAtMs?: number;
  readonly closedBy?: 'client' | 'server';
  /** Resolves when the exchange is over. */
  readonly closed: Promise<void>;
}

/** One request under way. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly record: RecordedRequest;
  /** Aborts in the moment in which the client goes away. */
  readonly signal: AbortSignal;
  recordBody(text: string, body: unknown): void;
  countToken(): void;
  /** Breaks the connection, as a server does that crashes. */
  drop(): void;
}

const MAX_RECORDED_UNITS = 16 * 1024;

/** Watches one exchange from its first byte to its end. */
export function createExchange(request: IncomingMessage, response: ServerResponse): Exchange {
  const controller = new AbortController();
  const closed = Promise.withResolvers<void>();
  let dropped = false;
  // Written here only; everybody else sees it through the readonly type.
  const record: { -readonly [Key in keyof RecordedRequest]: RecordedRequest[Key] } = {
    body: undefined,
    openedAtMs: epochMs(),
    tokensSent: 0,
    closed: closed.promise,
  };
  const { authorization } = request.headers;
  if (authorization !== undefined) record.authorization = authorization;
  response.once('close', () => {
    record.closedAtMs = epochMs();
    record.closedBy = response.writableFinished || dropped ? 'server' : 'client';
    controller.abort();
    closed.resolve();
  });
  return {
    request,
    response,
    record,
    signal: controller.signal,
    recordBody(text, body) {
      if (text.length <= MAX_RECORDED_UNITS) record.body = body;
    },
    countToken() {
      record.tokensSent += 1;
    },
    drop() {
      dropped = true;
      response.destroy();
    },
  };
}

/** The time of day that never goes back and has parts of a millisecond. */
function epochMs(): number {
  return performance.timeOrigin + performance.now();
}
