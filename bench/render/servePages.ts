import { createReadStream, existsSync } from 'node:fs';
import http, { type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { BuiltPage } from './buildPages.ts';

/** A server on this machine for pages and streams. */
export interface PageServer {
  readonly address: string;
  close(): void;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/**
 * Serves each page as `/<name>/` and each reply as `/stream/<reply>?perSecond=<deltas>`, in Chat Completions' events; without a speed all at
 * once.
 */
export async function servePages(
  pages: ReadonlyMap<string, BuiltPage>,
  replies: ReadonlyMap<string, readonly string[]>,
): Promise<PageServer> {
  const server = http.createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const [, first = '', ...rest] = decodeURIComponent(pathname).split('/');
    const deltas = first === 'stream' ? replies.get(rest.join('/')) : undefined;
    const page = pages.get(first);
    if (deltas !== undefined) streamReply(response, deltas, Number(searchParams.get('perSecond') ?? Infinity));
    else if (page !== undefined) sendFile(response, page, first, rest.join('/'));
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // It listens on a port.
  return {
    address: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function sendFile(response: ServerResponse, page: BuiltPage, name: string, path: string): void {
  if (path === '') {
    const styles = page.styles.map((file) => `<link rel="stylesheet" href="/${name}/${file}">`).join('');
    const scripts = page.scripts.map((file) => `<script type="module" src="/${name}/${file}"></script>`).join('');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(
      `<!doctype html><html lang="en"><head><title>${name}</title>${styles}</head><body>${scripts}</body></html>`,
    );
    return;
  }
  const file = join(page.directory, normalize(`/${path}`));
  if (!existsSync(file)) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': contentTypes[extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
}

/** How often deltas that are due are sent, at most: about as often as a busy model does. */
const SEND_EVERY_MS = 2;

function streamReply(response: ServerResponse, deltas: readonly string[], perSecond: number): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const events = deltas.map(
    (content) => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`,
  );
  const startMs = performance.now();
  let sent = 0;
  const send = (): void => {
    const due = Math.min(events.length, Math.ceil(((performance.now() - startMs) / 1000) * perSecond));
    if (due > sent) response.write(events.slice(sent, due).join(''));
    sent = Math.max(sent, due);
    if (sent < events.length) return;
    clearInterval(timer);
    response.end('data: [DONE]\n\n');
  };
  const timer = setInterval(send, SEND_EVERY_MS);
  response.on('close', () => clearInterval(timer));
}
