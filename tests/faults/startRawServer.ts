import { once } from 'node:events';
import net from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { Chunk, WireAnswer } from './faultRows.ts';

/** A request as it came. */
export interface RawRequest {
  /** `POST /api/replies` */
  readonly line: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A server below HTTP: it answers with bytes. */
export interface RawServer {
  /** `http://127.0.0.1:PORT` */
  readonly baseUrl: string;
  readonly requests: readonly RawRequest[];
  /** How many bytes of answers have left. */
  readonly bytesSent: number;
  /** How many connections are open. */
  readonly open: number;
}

const BLOCK = Buffer.alloc(64 * 1024, 'x');

/** Starts one on loopback, with one request a connection; it ends with the test. */
export async function startRawServer(
  answer: (request: RawRequest, count: number) => WireAnswer | Promise<WireAnswer>,
): Promise<RawServer> {
  const requests: RawRequest[] = [];
  const sockets = new Set<net.Socket>();
  const server = net.createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    // Whoever reads may leave at any time.
    socket.on('error', () => socket.destroy());
    void readRequest(socket).then(async (request) => {
      requests.push(request);
      await play(socket, await answer(request, requests.length));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as net.AddressInfo; // It listens on TCP.
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    requests,
    get bytesSent() {
      return [...sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, 0);
    },
    get open() {
      return [...sockets].filter(({ destroyed }) => !destroyed).length;
    },
  };
}

function readRequest(socket: net.Socket): Promise<RawRequest> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    socket.on('data', (piece: Buffer) => {
      pieces.push(piece);
      const bytes = Buffer.concat(pieces);
      const bodyAt = bytes.indexOf('\r\n\r\n') + 4;
      if (bodyAt < 4) return;
      const lines: readonly string[] = bytes.toString('latin1', 0, bodyAt - 4).split('\r\n');
      const headers = headersIn(lines);
      const body = bytes.subarray(bodyAt);
      if (body.byteLength < Number(headers['content-length'] ?? 0)) return;
      resolve({ line: lines[0]?.replace(/ HTTP.*$/, '') ?? '', headers, body: body.toString() });
    });
  });
}

function headersIn(lines: readonly string[]): Readonly<Record<string, string>> {
  const fields = lines.slice(1).map((line): [string, string] => {
    const [name = ''] = line.split(':', 1);
    return [name.toLowerCase(), line.slice(name.length + 1).trim()];
  });
  return Object.fromEntries(fields);
}

/** Sends an answer, each chunk in a turn of its own, so that it is read as one. */
async function play(socket: net.Socket, { status, headers, head, chunks, end }: WireAnswer): Promise<void> {
  if (end === 'reset-early') return void socket.resetAndDestroy();
  if (end === 'hang' && chunks.length === 0) return;
  const fields = Object.entries({ ...headers, connection: 'close' }).map(([name, value]) => `${name}: ${value}\r\n`);
  await write(socket, Buffer.from(head ?? `HTTP/1.1 ${status} Status\r\n${fields.join('')}\r\n`));
  for (const chunk of chunks) for (const block of blocksOf(chunk)) await write(socket, block);
  if (end === 'reset') socket.resetAndDestroy();
  if (end === 'fin') socket.end();
}

function* blocksOf(chunk: Chunk): Generator<Uint8Array, void> {
  // Not `instanceof`: jsdom brings a `Uint8Array` of its own.
  if ('x' in chunk) for (let left = chunk.x; left > 0; left -= BLOCK.byteLength) yield BLOCK.subarray(0, left);
  else yield chunk;
}

/** Resolves when the other side takes more, or has left. */
async function write(socket: net.Socket, bytes: Uint8Array): Promise<void> {
  if (socket.destroyed) return;
  await new Promise<void>((resolve) => {
    socket.once('close', resolve);
    socket.write(bytes, () => {
      socket.off('close', resolve);
      resolve();
    });
  });
  await nextTurn();
}
