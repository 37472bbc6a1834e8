import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { EVENT_STREAM_HEADERS } from '../../protocol/sse.ts';
import { createReplyStream } from './createReplyStream.ts';
import { serveOnNode } from './serveOnNode.ts';

const TEXT = 'A stream is a small river: it comes piece by piece, and nobody waits for the sea. 小溪 流入 大海 🌊';

/** The page of the example `fetch-only`, and the types of its files. */
const FILES: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'page.js': 'text/javascript',
  'streamReply.js': 'text/javascript',
  'readEvents.js': 'text/javascript',
};

/** The whole server: a request in, a response out. Its body is the stream. */
async function handle(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === '/api/replies' && request.method === 'POST') {
    const stream = createReplyStream(TEXT, {
      paceMs: Number(process.env['PACE_MS'] ?? 150),
      onEnd: (reason, words) => console.log(`${reason} after ${words} words`),
    });
    return new Response(stream, { headers: EVENT_STREAM_HEADERS });
  }
  const name = pathname === '/' ? 'index.html' : pathname.slice(1);
  const type = Object.hasOwn(FILES, name) ? FILES[name] : undefined;
  if (type === undefined) return new Response('There is nothing here.', { status: 404 });
  return new Response(await readFile(new URL(`../fetch-only/${name}`, import.meta.url)), {
    headers: { 'content-type': type },
  });
}

/** What we use of Deno, where there is one. */
interface DenoServe {
  serve(
    options: { hostname: string; port: number; onListen(address: { port: number }): void },
    handler: (request: Request) => Promise<Response>,
  ): unknown;
}

const port = Number(process.env['PORT'] ?? 8787);
const announce = (actual: number): void => console.log(`Open http://127.0.0.1:${actual}/`);

// Node has no such global, and its types know none.
const { Deno: deno } = globalThis as { Deno?: DenoServe };
if (deno) deno.serve({ hostname: '127.0.0.1', port, onListen: (address) => announce(address.port) }, handle);
else announce(await serveOnNode(handle, port));
