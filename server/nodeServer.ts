import http from 'node:http';
import { ChunkPipe } from './ChunkPipe.ts';
import type { CoreRequest, CoreResponse } from './CoreRequest.ts';
import { nameOfError } from './nameOfError.ts';
import type { OpenSource, ReadySource } from './ReadySource.ts';
import { noReport, type Report } from './Report.ts';

/** Whatever answers requests: the core, or the site around it. */
export type Handle = (request: CoreRequest) => Promise<CoreResponse>;

/** How long a client may take for its headers, for its whole request, and how long an idle connection is kept. */
const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 75_000;

/**
 * The door for Node's own HTTP server, not listening yet. A stream is pulled as fast as its client reads, and is told
 * when the client leaves. Reports go nowhere unless `report` is given.
 *
 * @see docs/spec.md S18
 */
export function createNodeServer(handle: Handle, report: Report = noReport): http.Server {
  return http.createServer(
    { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: KEEP_ALIVE_MS },
    (incoming, outgoing) => {
      void serveNode(handle, incoming, outgoing, report);
    },
  );
}

/** Serves one request of a Node server. Never rejects. */
export async function serveNode(
  handle: Handle,
  incoming: http.IncomingMessage,
  outgoing: http.ServerResponse,
  report: Report = noReport,
): Promise<void> {
  const leaving = new AbortController();
  // Of the two, only the response closes when the client leaves: the request does as soon as its body is read.
  outgoing.on('close', () => leaving.abort());
  try {
    const response = await handle(coreRequestOf(incoming, leaving.signal));
    await respond(response, outgoing, incoming.method === 'HEAD');
  } catch (error) {
    if (!leaving.signal.aborted) report(`${incoming.method ?? ''}: an answer broke: ${nameOfError(error)}`);
    // A cut connection is what shows a client that an answer is not whole.
    if (outgoing.headersSent) outgoing.destroy();
    else outgoing.writeHead(500).end();
  }
}

function coreRequestOf(incoming: http.IncomingMessage, signal: AbortSignal): CoreRequest {
  const target = incoming.url ?? '/';
  const queryAt = target.indexOf('?');
  return {
    method: incoming.method ?? 'GET',
    path: queryAt === -1 ? target : target.slice(0, queryAt),
    query: new URLSearchParams(queryAt === -1 ? '' : target.slice(queryAt + 1)),
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
    ),
    // A body that is not read to its end must not close the connection that the answer still needs.
    body: { [Symbol.asyncIterator]: () => incoming.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array> },
    signal,
  };
}

async function respond(response: CoreResponse, outgoing: http.ServerResponse, isHead: boolean): Promise<void> {
  const { status, headers, body } = response;
  const isStream = typeof body === 'function';
  const length = isStream || body === null ? {} : { 'content-length': Buffer.byteLength(body) };
  outgoing.writeHead(status, { ...length, ...headers });
  if (isStream && !isHead) return pour(body, outgoing);
  if (isStream) body(ignore).close();
  outgoing.end(isStream || isHead ? null : body);
}

/** Nobody waits for what a source has when its client wants the headers alone. */
function ignore(): void {}

/** Sends what a source has whenever it has something and the client takes it. */
function pour(open: OpenSource<string>, outgoing: http.ServerResponse): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let isOver = false;
  const finish = (settle: () => void): void => {
    if (isOver) return;
    isOver = true;
    source.close();
    pipe.close();
    settle();
  };
  const end = (): void => {
    outgoing.end();
    resolve();
  };
  const send = (): void => {
    if (isOver) return;
    try {
      if (sendReady(source, pipe)) finish(end);
    } catch (error) {
      // Thrown on, it would hit whoever woke us.
      finish(() => reject(error));
    }
  };
  const source = open(send);
  const pipe = new ChunkPipe(outgoing, send);
  outgoing.on('close', () => finish(resolve));
  if (outgoing.destroyed) finish(resolve);
  send();
  return promise;
}

/** Sends what is there, as far as the client takes it. @returns whether that was all. */
function sendReady(source: ReadySource<string>, pipe: ChunkPipe): boolean {
  while (pipe.isOpen) {
    const chunk = source.take();
    if (chunk === undefined) return source.isDone;
    pipe.write(chunk);
  }
  return false;
}
