import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** A request as a model server got it. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  readonly response: http.ServerResponse;
  readonly socket: Socket;
  /** Resolves when the connection is closed. */
  readonly closed: Promise<void>;
}

/** A model server on loopback that does what a test says, byte by byte. */
export interface RawUpstream {
  readonly baseUrl: string;
  readonly requests: RawRequest[];
  /** How many connections were made. */
  readonly connections: number;
  /** Resolves with the request of that number, from 1. */
  received(number?: number): Promise<RawRequest>;
}

/** Starts one; it ends with the test. */
export async function startRawUpstream(serve: (request: RawRequest) => void): Promise<RawUpstream> {
  const requests: RawRequest[] = [];
  const waiting: (() => void)[] = [];
  let connections = 0;
  const server = http.createServer((incoming, response) => {
    const closed = new Promise<void>((resolve) => incoming.socket.once('close', () => resolve()));
    void text(incoming).then((body) => {
      const { method = '', url = '', headers, socket } = incoming;
      const request = { method, path: url, headers, body, response, socket, closed };
      requests.push(request);
      for (const resolve of waiting.splice(0)) resolve();
      serve(request);
    });
  });
  server.on('connection', (socket) => {
    connections += 1;
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    requests,
    get connections() {
      return connections;
    },
    async received(number = 1) {
      while (requests.length < number) await new Promise<void>((resolve) => waiting.push(resolve));
      const request = requests[number - 1];
      if (!request) throw new Error('unreachable');
      return request;
    },
  };
}

/** A chunk of the Chat Completions dialect with a piece of text. */
export function chunk(content: string): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;
}

/** The two last words of a finished stream. */
export const finish = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';

/** Starts an event stream. */
export function startStream(response: http.ServerResponse, ...pieces: string[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  for (const piece of pieces) response.write(piece);
}
