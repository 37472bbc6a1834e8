import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from 'vitest';
import { readEvents } from '../../examples/fetch-only/readEvents.js';
import { decodeReplyEvent } from '../../protocol/sse.ts';
import { collect } from '../server/collect.ts';

const project = join(import.meta.dirname, '..', '..');
const file = 'examples/readable-stream-server/server.ts';
const permissions = ['--allow-net=127.0.0.1', '--allow-read=examples', '--allow-env=PORT,PACE_MS'];
const deno = [join(project, 'node_modules', '.bin'), ...(process.env['PATH'] ?? '').split(delimiter)]
  .map((directory) => join(directory, process.platform === 'win32' ? 'deno.exe' : 'deno'))
  .find((path) => existsSync(path));

const runtimes = [
  { name: 'on Node', command: process.execPath, args: [file] },
  {
    name: deno ? 'on Deno' : 'on Deno (skipped: no deno is installed here)',
    command: deno,
    args: ['run', '--no-prompt', '--no-lock', ...permissions, file],
  },
];

let server: ChildProcess | undefined;
afterEach(() => {
  server?.kill();
});

describe.each(runtimes)('$name', ({ command, args }) => {
  test.skipIf(command === undefined)('[E6] the page and its scripts are served', async () => {
    const { address } = await start(command, args);
    const page = await fetch(address);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toContain('src="./page.js"');
    for (const path of ['page.js', 'streamReply.js', 'readEvents.js']) {
      const script = await fetch(address + path);
      expect(script.headers.get('content-type')).toBe('text/javascript');
      expect(await script.text()).toBe(await readFile(join(project, 'examples/fetch-only', path), 'utf8'));
    }
    expect((await fetch(`${address}server.ts`)).status).toBe(404);
  });

  test.skipIf(command === undefined)('[E6] a reply is streamed to its end', async () => {
    const { address, nextLine } = await start(command, args);
    const response = await fetch(`${address}api/replies`, { method: 'POST' });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const messages = await collect(readEvents(response.body ?? new ReadableStream()));
    const events = messages
      .map((message) => decodeReplyEvent(message))
      .flatMap((one) => ('event' in one ? one.event : []));
    const text = events.map((event) => (event.type === 'part-delta' ? event.delta : '')).join('');
    expect(text).toMatch(/^A stream is .* 🌊$/);
    expect(events.at(-1)?.type).toBe('reply-end');
    expect(await nextLine()).toMatch(/^written after \d+ words$/);
  });

  test.skipIf(command === undefined)('[E5] [E6] a reader that leaves is heard of', async () => {
    const { address, nextLine } = await start(command, args, { PACE_MS: '3600000' });
    const leaving = new AbortController();
    const response = await fetch(`${address}api/replies`, { method: 'POST', signal: leaving.signal });
    await response.body?.getReader().read();
    leaving.abort();
    expect(await nextLine()).toBe('cancelled after 0 words');
  });
});

/** Starts the server on a free port and reads what it prints. */
async function start(command = '', args: readonly string[] = [], variables: Record<string, string> = {}) {
  const child = spawn(command, args, {
    cwd: project,
    env: { ...process.env, PORT: '0', PACE_MS: '1', ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  server = child;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => String((await lines.next()).value);
  const address = /http:\S+/.exec(await nextLine())?.[0] ?? '';
  return { address, nextLine };
}
