import { gzipSync } from 'node:zlib';
import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import type { CoreRequest, CoreResponse } from '../../server/CoreRequest.ts';
import { createSite } from '../../server/site.ts';
import { readStaticFiles, type StaticFiles } from '../../server/site/staticFiles.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';

const PAGE = '<!doctype html><title>Rivulet</title>';
const SCRIPT = 'console.log(1)';
const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

let files: StaticFiles;

beforeEach(async () => {
  const directory = await temporaryDirectory();
  const contents = {
    'index.html': PAGE,
    'index.html.br': 'brotli of the page',
    'icon.svg': '<svg/>',
    'assets/index-B1x.js': SCRIPT,
    'assets/index-B1x.js.gz': gzipSync(SCRIPT),
    'assets/index-B1x.js.br': 'brotli of the script',
    '.vite/manifest.json': '{}',
    'notes.unknown': 'no such type',
  };
  for (const [name, content] of Object.entries(contents)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), content);
  }
  files = await readStaticFiles(directory);
});

interface Site {
  /** The requests that reached the core. */
  readonly seen: CoreRequest[];
  readonly ask: (target: string, headers?: Record<string, string>, method?: string) => Promise<CoreResponse>;
}

function createTestSite(options: { host?: string; token?: string } = {}, answer: Partial<CoreResponse> = {}): Site {
  const seen: CoreRequest[] = [];
  const app = {
    async handle(request: CoreRequest): Promise<CoreResponse> {
      seen.push(request);
      return { status: 200, headers: { 'content-type': 'application/json' }, body: '{}', ...answer };
    },
  };
  const handle = createSite({ app, files, host: '127.0.0.1', ...options });
  const ask: Site['ask'] = (target, headers = {}, method = 'GET') => {
    const [path = '', query] = target.split('?');
    const { signal } = new AbortController();
    return handle({
      method,
      path,
      query: new URLSearchParams(query),
      headers: { host: '127.0.0.1:3210', ...headers },
      body: (async function* none() {})(),
      signal,
    });
  };
  return { seen, ask };
}

const textOf = ({ body }: CoreResponse): string =>
  body instanceof Uint8Array ? Buffer.from(body).toString() : typeof body === 'string' ? body : '';

test('[H15] every answer carries the security headers', async () => {
  const { ask } = createTestSite({ token: 'secret' }, { headers: { 'content-security-policy': 'looser' } });
  const cookie = 'rivulet=secret';
  const answers = await Promise.all([
    ask('/', { cookie }),
    ask('/', HTML),
    ask('/?token=secret'),
    ask('/api/models', { cookie }),
    ask('/api/models'),
    ask('/assets/index-B1x.js', { cookie }),
    ask('/nowhere', { cookie }),
    ask('/', { cookie }, 'POST'),
    ask('/', { host: 'evil.example' }),
    ask('/', { ...HTML, host: 'localhost' }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 401, 303, 200, 401, 200, 404, 405, 421, 307]);
  for (const { headers } of answers) {
    expect(headers).toMatchObject({
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
        "connect-src 'self'; media-src 'self' blob:; worker-src 'self'; frame-src 'self'; manifest-src 'self'; " +
        "form-action 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types rivulet-worker",
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'permissions-policy': 'camera=(), microphone=(self), geolocation=(), clipboard-read=(self)',
    });
  }
});

test('[H15] what the core answers is not kept, unless it says more about it', async () => {
  const plain = await createTestSite().ask('/api/models');
  expect(plain.headers['cache-control']).toBe('no-store');
  const stream = createTestSite({}, { headers: { 'cache-control': 'no-store, no-transform' } });
  expect((await stream.ask('/api/replies')).headers['cache-control']).toBe('no-store, no-transform');
});

test('[H16] files are served by their exact path with their type', async () => {
  const { ask, seen } = createTestSite();
  const script = await ask('/assets/index-B1x.js');
  expect(textOf(script)).toBe(SCRIPT);
  expect(script.headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8', 'content-length': '14' });
  expect((await ask('/icon.svg')).headers['content-type']).toBe('image/svg+xml');
  expect(seen).toEqual([]);
});

test.each([
  '/robots.txt',
  '/index.html',
  '/assets/',
  '/assets/gone.js',
  '/assets/index-B1x.js.br',
  '/.vite/manifest.json',
  '/notes.unknown',
  '/assets/../index.html',
  '/assets%2Findex-B1x.js',
  '/..%2f..%2fetc/passwd',
  '/%00',
  '/\\index.html',
  '//icon.svg',
  'http://127.0.0.1/icon.svg',
  '',
  '*',
])('[H16] "%s" is nothing, also to a browser that navigates', async (path) => {
  const { ask } = createTestSite();
  expect((await ask(path)).status).toBe(404);
  expect((await ask(path, HTML)).status).toBe(404);
});

test('[H16] no path reaches anything but the files of the build', async () => {
  const { ask } = createTestSite();
  const known = ['/', '/icon.svg', '/assets/index-B1x.js'];
  const segment = fc.oneof(
    fc.string(),
    fc.constantFrom('..', '.', '%2e%2e', 'assets', 'index.html', 'icon.svg', '.vite'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(segment), async (segments) => {
      const path = `/${segments.join('/')}`.replaceAll('?', '');
      const { status } = await ask(path);
      expect(status === 200).toBe(known.includes(path) || path.startsWith('/api/'));
    }),
  );
});

test('[H16] the page and its files are only read', async () => {
  const { ask } = createTestSite();
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    const answer = await ask('/', {}, method);
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  }
  const head = await ask('/icon.svg', {}, 'HEAD');
  expect(head).toMatchObject({ status: 200, headers: { 'content-length': '6' }, body: null });
});

test('[H16] without a built page there are no files, and the error says what to do', async () => {
  const empty = await temporaryDirectory();
  for (const directory of [empty, join(empty, 'missing')]) {
    await expect(readStaticFiles(directory)).rejects.toMatchObject({
      code: 'not-built',
      message: 'The page is not built yet. Run "npm start", which builds it.',
    });
  }
});

test('[H17] a hashed file is kept for ever, the page is asked for again and then not sent twice', async () => {
  const { ask } = createTestSite();
  expect((await ask('/assets/index-B1x.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable');
  const page = await ask('/', HTML);
  expect(page.headers['cache-control']).toBe('no-cache');
  const again = await ask('/', { ...HTML, 'if-none-match': page.headers['etag'] ?? '' });
  expect(again).toMatchObject({ status: 304, body: null });
  expect(again.headers).not.toHaveProperty('content-type');
});

test.each([
  ['gzip, deflate, br, zstd', 'br', 'brotli of the script'],
  ['BR;q=0.5', 'br', 'brotli of the script'],
  ['gzip, br;q=0', 'gzip', gzipSync(SCRIPT).toString()],
  ['gzip;q=0.0, br;q=0', undefined, SCRIPT],
  ['identity', undefined, SCRIPT],
  ['', undefined, SCRIPT],
])('[H17] accept-encoding "%s" gets %s', async (accepted, encoding, text) => {
  const answer = await createTestSite().ask('/assets/index-B1x.js', { 'accept-encoding': accepted });
  expect(answer.headers['content-encoding']).toBe(encoding);
  expect(answer.headers['vary']).toBe('accept-encoding');
  expect(textOf(answer)).toBe(text);
});

test('[H18] the page is at / and, for those who navigate, at every chat', async () => {
  const { ask } = createTestSite();
  for (const answer of [
    await ask('/'),
    await ask('/', HTML),
    await ask('/c/0f1e', HTML),
    await ask('/c/0f1e?x=1', HTML),
  ]) {
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(textOf(answer)).toBe(PAGE);
  }
  expect((await ask('/c/0f1e')).status).toBe(404);
  expect((await ask('/c/app.js', { accept: '*/*' })).status).toBe(404);
  expect((await ask('/d/0f1e', HTML)).status).toBe(404);
});

test.each(['127.0.0.1:3210', 'localhost:3210', '[::1]:3210', '127.0.0.1', 'LOCALHOST:3210', 'localhost:8022'])(
  '[H19] a request to %s is answered',
  async (host) => {
    const { ask, seen } = createTestSite();
    expect((await ask('/api/models', { host })).status).toBe(200);
    expect(seen).toHaveLength(1);
  },
);

test.each([
  'evil.example',
  'localhost.evil.example:3210',
  '127.0.0.1.evil.example',
  '127.0.0.1@evil.example',
  'evil.example#127.0.0.1',
  'localhost.',
  'localhost:3210:3210',
  'localhost, evil.example',
  '192.168.1.5:3210',
  '2130706433',
  '0.0.0.0:3210',
  '[::1].evil.example',
  ' ',
  '',
])('[H19] a request to "%s" is refused, whatever it asks for', async (host) => {
  const { ask, seen } = createTestSite();
  for (const path of ['/', '/api/models', '/healthz', '/assets/index-B1x.js']) {
    const answer = await ask(path, { ...HTML, host });
    expect(answer.status).toBe(421);
    expect(textOf(answer)).toMatch(/^This server does not answer to that name\./);
  }
  expect(seen).toEqual([]);
});

test('[H19] the address that HOST names is answered; on all interfaces every address is, but no foreign name', async () => {
  const box = createTestSite({ host: 'box.lan', token: 'secret' });
  const everywhere = createTestSite({ host: '0.0.0.0', token: 'secret' });
  const statusAt = async ({ ask }: Site, host: string): Promise<number> => (await ask('/healthz', { host })).status;
  expect(await statusAt(box, 'box.lan:3210')).toBe(200);
  expect(await statusAt(box, '192.168.1.5')).toBe(421);
  expect(await statusAt(everywhere, '192.168.1.5:3210')).toBe(200);
  expect(await statusAt(everywhere, '[fd00::5]:3210')).toBe(200);
  expect(await statusAt(everywhere, `${hostname()}.local:3210`)).toBe(200);
  expect(await statusAt(everywhere, 'evil.example')).toBe(421);
});

test('[H20] a navigation to localhost goes to 127.0.0.1 with port, path and query', async () => {
  const { ask } = createTestSite();
  const go = async (target: string, host: string): Promise<unknown> =>
    (await ask(target, { ...HTML, host })).headers['location'];
  expect(await go('/c/0f1e?a=1&b=%20', 'localhost:3210')).toBe('http://127.0.0.1:3210/c/0f1e?a=1&b=+');
  expect(await go('/', 'LocalHost')).toBe('http://127.0.0.1/');
  expect(await go('//evil.example/', 'localhost:1')).toBe('http://127.0.0.1:1//evil.example/');
  expect((await ask('/', { ...HTML, host: 'localhost:3210' })).status).toBe(307);
});

test('[H20] only navigations move, and only where 127.0.0.1 is listened to', async () => {
  const host = 'localhost:3210';
  const here = createTestSite();
  expect((await here.ask('/api/models', { host })).status).toBe(200);
  expect((await here.ask('/icon.svg', { host, accept: 'image/*' })).status).toBe(200);
  expect((await createTestSite({ host: '::1' }).ask('/', { ...HTML, host })).status).toBe(200);
});

test('[H21] without the cookie nothing passes, and each is told in its own language', async () => {
  const { ask, seen } = createTestSite({ token: 'secret' });
  const page = await ask('/c/0f1e', HTML);
  expect(page).toMatchObject({ status: 401, headers: { 'content-type': 'text/html; charset=utf-8' } });
  expect(textOf(page)).toContain('Open the link with the token');
  const api = await ask('/api/replies', { 'content-type': 'application/json' }, 'POST');
  expect(api).toMatchObject({ status: 401, headers: { 'content-type': 'application/json; charset=utf-8' } });
  expect(JSON.parse(textOf(api))).toMatchObject({ error: { code: 'unauthorized' } });
  expect((await ask('/assets/index-B1x.js')).status).toBe(401);
  expect(seen).toEqual([]);
});

test('[H21] the link with the token sets the cookie and leads to the page without it', async () => {
  const { ask } = createTestSite({ token: 'a+secret/%' });
  const answer = await ask(`/?token=${encodeURIComponent('a+secret/%')}`, HTML);
  expect(answer).toMatchObject({ status: 303, body: null });
  expect(answer.headers['location']).toBe('/');
  expect(answer.headers['set-cookie']).toBe('rivulet=a+secret/%; HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000');
});

test.each(['rivulet=secret', 'a=b; rivulet=secret', 'rivulet=wrong; rivulet=secret'])(
  '[H21] the cookie "%s" opens everything',
  async (cookie) => {
    const { ask } = createTestSite({ token: 'secret' });
    expect((await ask('/', { ...HTML, cookie })).status).toBe(200);
    expect((await ask('/api/models', { cookie })).status).toBe(200);
  },
);

test.each(['rivulet=', 'rivulet=secre', 'rivulet=secret2', 'Rivulet=secret', 'xrivulet=secret', 'secret', 'rivulet'])(
  '[H21] the cookie "%s" opens nothing',
  async (cookie) => {
    const { ask } = createTestSite({ token: 'secret' });
    expect((await ask('/', { ...HTML, cookie })).status).toBe(401);
  },
);

test('[H21] a wrong token sets nothing, and the token opens nothing but the link', async () => {
  const { ask, seen } = createTestSite({ token: 'secret' });
  for (const target of ['/?token=wrong', '/?token=', '/c/0f1e?token=secret', '/api/models?token=secret']) {
    const answer = await ask(target, { ...HTML, authorization: 'Bearer secret', 'x-token': 'secret' });
    expect(answer.status).toBe(401);
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(textOf(answer)).not.toContain('secret');
  }
  expect((await ask('/?token=secret', {}, 'POST')).status).toBe(401);
  expect(seen).toEqual([]);
});

test('[H21] an old link leads to the page for one who has the cookie', async () => {
  const { ask } = createTestSite({ token: 'secret' });
  const answer = await ask('/?token=last-year', { ...HTML, cookie: 'rivulet=secret' });
  expect(answer).toMatchObject({ status: 303, headers: { location: '/' } });
});

test('[H21] health checks need no cookie', async () => {
  const { ask } = createTestSite({ token: 'secret' });
  expect((await ask('/healthz')).status).toBe(200);
  expect((await ask('/readyz')).status).toBe(200);
  expect((await ask('/healthz/x')).status).toBe(401);
});
