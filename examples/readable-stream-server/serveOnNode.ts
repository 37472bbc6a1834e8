import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';

/** Serves web `Request` and `Response` with Node's own HTTP server, as `Deno.serve` does. Bodies of requests are not read. */
export function serveOnNode(handle: (request: Request) => Promise<Response>, port: number): Promise<number> {
  const server = createServer((incoming, outgoing) => {
    const answer = async (): Promise<void> => {
      const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
      const { status, headers, body } = await handle(new Request(url, { method: incoming.method ?? 'GET' }));
      outgoing.writeHead(status, Object.fromEntries(headers));
      // One class with two names in the types. When the reader leaves, `pipeline` cancels the stream and rejects.
      if (body) await pipeline(Readable.fromWeb(body as NodeReadableStream), outgoing);
      else outgoing.end();
    };
    answer().catch(() => outgoing.destroy());
  });
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
