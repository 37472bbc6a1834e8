import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import type { ReplyEvent } from '../../protocol/events.ts';
import type { Upstream } from '../../server/UpstreamDirectory.ts';
import { chunk, finish, startRawUpstream, startStream, type RawRequest, type RawUpstream } from './rawUpstream.ts';
import { createTestApp, freshId, readStream, replyRequest, stubUpstream, textOf, type TestApp } from './testApp.ts';

interface Outcome {
  readonly events: readonly ReplyEvent[];
  readonly text: string;
  readonly final: ReplyEvent | undefined;
  readonly upstream: RawUpstream;
  readonly app: TestApp;
}

/** One reply from a model server that behaves in a certain way. */
async function ask(serve: (request: RawRequest) => void, changes: Partial<Upstream> = {}): Promise<Outcome> {
  const upstream = await startRawUpstream(serve);
  const app = createTestApp({ upstream: stubUpstream({ baseUrl: upstream.baseUrl, ...changes }) });
  const stream = readStream(await app.post('/api/replies', replyRequest(freshId())));
  const events = await stream.rest();
  return { events, text: textOf(events), final: events.at(-1), upstream, app };
}

function answer(response: ServerResponse, status: number, headers: Record<string, string>, body: string): void {
  response.writeHead(status, headers).end(body);
}

test('[S11] a streamed reply arrives whole, and the request is what the provider built', async () => {
  const { events, text, final, upstream } = await ask(
    ({ response }) => {
      startStream(response, ': comment\r\n\r\n', chunk('Hel'), chunk('lo').replaceAll('\n', '\r\n'), finish);
      response.end();
    },
    { key: 'k-0123456789' },
  );
  expect(text).toBe('Hello');
  expect(final).toMatchObject({ type: 'reply-end', finishReason: 'stop' });
  expect(events.map(({ seq, from = seq }) => from)).toEqual([1, ...events.slice(0, -1).map(({ seq }) => seq + 1)]);
  const [request] = upstream.requests;
  expect(request).toMatchObject({
    method: 'POST',
    headers: { accept: 'text/event-stream', authorization: 'Bearer k-0123456789' },
  });
  expect(JSON.parse(request?.body ?? '')).toMatchObject({ model: 'm', stream: true });
});

test('[S11] no header of the client reaches the model server, and none of its headers the client', async () => {
  const upstream = await startRawUpstream(({ response }) => {
    response.setHeader('set-cookie', 'a=b');
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('x-model-header', '1');
    startStream(response, chunk('x'), finish);
    response.end();
  });
  const app = createTestApp({ upstream: stubUpstream({ baseUrl: upstream.baseUrl }) });
  const secrets = { cookie: 'session=1', authorization: 'Bearer client', 'x-base-url': 'http://evil.example' };
  const response = await app.post('/api/replies', replyRequest(freshId()), secrets);
  await readStream(response).rest();
  const sent = Object.keys(upstream.requests[0]?.headers ?? {});
  expect(sent.toSorted()).toEqual(
    ['accept', 'accept-encoding', 'connection', 'content-length', 'content-type', 'host'].toSorted(),
  );
  expect([...response.headers.keys()].toSorted()).toEqual(['cache-control', 'content-type', 'x-accel-buffering']);
});

test('[S11] bytes may be cut anywhere, also inside a character', async () => {
  const words = 'Zürich 東京 🌍';
  const { text } = await ask(({ response }) => {
    startStream(response);
    const bytes = Buffer.from(chunk(words) + finish);
    const next = (at: number): void => {
      if (at === bytes.length) response.end();
      else response.write(bytes.subarray(at, at + 1), () => next(at + 1));
    };
    next(0);
  });
  expect(text).toBe(words);
});

test('[S11] a reply that comes whole although a stream was asked for is taken', async () => {
  const body = JSON.stringify({
    choices: [{ index: 0, message: { role: 'assistant', content: 'Whole' }, finish_reason: 'stop' }],
  });
  const { events, final } = await ask(({ response }) =>
    answer(response, 200, { 'content-type': 'Application/JSON; charset=utf-8' }, body),
  );
  expect(JSON.stringify(events)).toContain('Whole');
  expect(final?.type).toBe('reply-end');
});

const faults: readonly [string, (request: RawRequest) => void, Record<string, unknown>][] = [
  [
    'redirects',
    ({ response }) => answer(response, 302, { location: 'http://169.254.169.254/' }, ''),
    { code: 'bad-response' },
  ],
  [
    'answers with a page',
    ({ response }) => answer(response, 200, { 'content-type': 'text/html' }, '<h1>Hi</h1>'),
    { code: 'bad-response' },
  ],
  [
    'answers with a page that claims to be a stream',
    ({ response }) => answer(response, 200, { 'content-type': 'text/event-stream' }, '<!doctype html>\n<p>data</p>\n'),
    { code: 'bad-response' },
  ],
  [
    'answers with other JSON',
    ({ response }) => answer(response, 200, { 'content-type': 'application/json' }, '{"ok":1}'),
    { code: 'bad-response' },
  ],
  ['answers with no content', ({ response }) => answer(response, 204, {}, ''), { code: 'bad-response' }],
  ['says 500', ({ response }) => answer(response, 500, {}, 'oops'), { code: expect.any(String) }],
  [
    'says 429 with Retry-After',
    ({ response }) => answer(response, 429, { 'retry-after': '7' }, '{"error":{"message":"slow down"}}'),
    { code: 'rate-limited', retryAfterMs: 7000 },
  ],
  [
    'says that something failed in the middle of a stream',
    ({ response }) => {
      startStream(response, chunk('so far'), 'data: {"error":{"message":"GPU on fire"}}\n\n');
    },
    { code: expect.any(String) },
  ],
  [
    'sends a line that never ends',
    ({ response }) => {
      startStream(response, `data: ${'x'.repeat(3 * 1024 * 1024)}`);
    },
    { code: 'bad-response' },
  ],
  ['closes the connection at once', ({ socket }) => socket.destroy(), { code: 'truncated' }],
  [
    'closes the connection after its headers',
    ({ response, socket }) => {
      startStream(response);
      setImmediate(() => socket.destroy());
    },
    { code: 'truncated' },
  ],
];

test.each(faults)('[S12] a model server that %s ends the reply with an error', async (_name, serve, error) => {
  const { final, upstream } = await ask(serve);
  expect(final).toMatchObject({ type: 'reply-error', error });
  expect(upstream.requests).toHaveLength(1);
});

test('[S12] a model server whose event is too large is left at once: nothing more of it is read', async () => {
  const { upstream } = await ask(({ response }) => startStream(response, `data: ${'x'.repeat(3 * 1024 * 1024)}`));
  // No time passes in here, so nothing may be waited for.
  await expect(upstream.requests[0]?.closed).resolves.toBeUndefined();
});

test.each([
  ['bad JSON', 'data: {"choices\n\n'],
  ['null', 'data: null\n\n'],
  ['a number', 'data: 7\n\n'],
  ['a list', 'data: []\n\n'],
  ['no choices', 'data: {"choices":null}\n\n'],
  ['an empty event', 'data:\n\n'],
])('[S12] %s in a stream ends neither the reply nor the process', async (_name, line) => {
  const { text, final } = await ask(({ response }) => {
    startStream(response, chunk('a'), line, chunk('b'), finish);
    response.end();
  });
  expect(text).toContain('a');
  expect(text).toContain('b');
  expect(final?.type).toBe('reply-end');
});

test.each<[string, (request: RawRequest) => void]>([
  ['ends without the model having finished', ({ response }) => response.end()],
  [
    'is reset in the middle of an event',
    ({ response, socket }) => response.write('data: {"cho', () => socket.resetAndDestroy()),
  ],
])('[S12] a stream that %s is interrupted, and what came is kept', async (_name, cut) => {
  const { text, final } = await ask((request) => {
    startStream(request.response, chunk('so far'));
    cut(request);
  });
  expect(text).toBe('so far');
  expect(final).toMatchObject({ type: 'reply-interrupt', reason: 'truncated' });
});

test('[S12] a connection that is lost after the model had finished loses nothing', async () => {
  const { text, final } = await ask(({ response, socket }) => {
    startStream(response, chunk('all'), finish.replace('data: [DONE]\n\n', ''));
    setImmediate(() => socket.destroy());
  });
  expect(text).toBe('all');
  expect(final).toMatchObject({ type: 'reply-end', finishReason: 'stop' });
});

test('[S12] one decoder that throws ends its own reply and no other', async () => {
  const broken = stubUpstream();
  const upstream = await startRawUpstream(({ response }) => startStream(response, chunk('x')));
  const provider = {
    ...broken.provider,
    createDecoder: () => ({
      decode: () => {
        throw new TypeError('Cannot read properties of null');
      },
      end: () => [],
    }),
  };
  const app = createTestApp({ upstream: stubUpstream({ baseUrl: upstream.baseUrl, provider }) });
  const events = await readStream(await app.post('/api/replies', replyRequest(freshId()))).rest();
  expect(events.at(-1)).toMatchObject({ type: 'reply-error', error: { code: 'internal' } });
  expect(app.reports).toContain('the call of a model: TypeError');
  expect((await app.get('/healthz')).status).toBe(200);
});

test('[S13] a refused connection is tried once more after a moment, then unreachable', async () => {
  const app = createTestApp({ upstream: stubUpstream({ baseUrl: 'http://127.0.0.1:9' }) });
  const stream = readStream(await app.post('/api/replies', replyRequest(freshId())));
  const rest = stream.rest();
  await passingTime(app, rest, 250);
  expect((await rest).at(-1)).toMatchObject({ type: 'reply-error', error: { code: 'unreachable' } });
});

test('[S13] once a byte may have been read the request is not sent again', async () => {
  const { final, upstream } = await ask(({ socket }) => socket.resetAndDestroy());
  expect(final).toMatchObject({ error: { code: 'truncated' } });
  expect(upstream.connections).toBe(1);
});

test('[S13] each request to a model server on this machine has a connection of its own', async () => {
  const { upstream, app } = await ask(({ response }) => {
    startStream(response, chunk('x'), finish);
    response.end();
  });
  await readStream(await app.post('/api/replies', replyRequest(freshId()))).rest();
  expect(upstream.requests).toHaveLength(2);
  expect(upstream.connections).toBe(2);
  expect(upstream.requests[0]?.headers.connection).toBe('close');
});

test('[S15] a model server that never answers is given up after the time for the first byte', async () => {
  const upstream = await startRawUpstream(() => undefined);
  const app = createTestApp({ upstream: stubUpstream({ baseUrl: upstream.baseUrl }) });
  const stream = readStream(await app.post('/api/replies', replyRequest(freshId())));
  const { closed } = await upstream.received();
  await app.timers.advance(119_999);
  expect(await stream.next()).toMatchObject({ type: 'reply-start' });
  await app.timers.advance(1);
  await closed;
  expect((await stream.rest()).at(-1)).toMatchObject({ type: 'reply-error', error: { code: 'timeout' } });
});

test('[S15] a stream that falls silent is given up after the idle time and interrupted', async () => {
  const { app, stream, request } = await silentAfter(chunk('so far'));
  await app.timers.advance(300_000);
  await request.closed;
  expect((await stream.rest()).at(-1)).toMatchObject({ type: 'reply-interrupt', reason: 'truncated' });
});

test('[S15] a model server that has finished but never closes loses nothing by that', async () => {
  const { app, stream } = await silentAfter(chunk('all') + finish.replace('data: [DONE]\n\n', ''));
  await app.timers.advance(300_000);
  expect((await stream.rest()).at(-1)).toMatchObject({ type: 'reply-end' });
});

test('[S15] a reply that never ends is given up after the whole time, however lively', async () => {
  const { app, stream, request } = await silentAfter(chunk('x'));
  for (let n = 0; n < 18; n += 1) {
    request.response.write(chunk(`${n}`));
    const event = stream.next();
    // Frames are opened by time as well: what just came leaves after one.
    await passingTime(app, event, 16);
    await app.timers.advance(100_000 - 16);
  }
  await request.closed;
  expect((await stream.rest()).at(-1)).toMatchObject({ type: 'reply-interrupt' });
});

async function silentAfter(
  words: string,
): Promise<{ app: TestApp; stream: ReturnType<typeof readStream>; request: RawRequest }> {
  const upstream = await startRawUpstream(({ response }) => startStream(response, words));
  const app = createTestApp({ upstream: stubUpstream({ baseUrl: upstream.baseUrl }) });
  const stream = readStream(await app.post('/api/replies', replyRequest(freshId())));
  const request = await upstream.received();
  while ((await stream.next())?.type !== 'part-delta');
  return { app, stream, request };
}

/** Moves time on in steps until a promise settles: what it waits for in turn comes over a socket. */
async function passingTime(app: TestApp, until: Promise<unknown>, stepMs: number): Promise<void> {
  const state = { isSettled: false };
  const settled = until.finally(() => {
    state.isSettled = true;
  });
  for (let steps = 0; !state.isSettled && steps < 10_000; steps += 1) {
    await app.timers.advance(steps === 0 ? stepMs : 0);
    await new Promise(setImmediate);
    if (steps > 0 && steps % 50 === 0) await app.timers.advance(stepMs);
  }
  await settled;
}
