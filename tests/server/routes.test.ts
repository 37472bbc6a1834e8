import { expect, test } from 'vitest';
import { createFetchHandler } from '../../server/fetchHandler.ts';
import { createMemoryLog } from '../../server/log/memoryLog.ts';
import { sameOrigin } from '../../server/sameOrigin.ts';
import { createHeldModel } from './heldModel.ts';
import { catalog, createTestApp, errorOf, freshId, replyRequest, stubDirectory } from './testApp.ts';

test.each([
  ['/', 'GET'],
  ['/api', 'GET'],
  ['/api/replies/', 'POST'],
  ['/api/replies/short/events', 'GET'],
  [`/api/replies/${'x'.repeat(10_000)}/events`, 'GET'],
  ['/api/replies/__proto__/events', 'GET'],
  ['/api/replies/..%2f..%2fetc/events', 'GET'],
  ['/api/replies/test-reply/events/more', 'GET'],
  ['/api/replies/test-reply/constructor', 'GET'],
  ['/constructor', 'GET'],
  ['/API/MODELS', 'GET'],
])('[S1] there is nothing at %.40s', async (path, method) => {
  const { send } = createTestApp();
  const response = await send(method, path);
  expect(response.status).toBe(404);
  expect(await errorOf(response)).toMatchObject({ code: 'not-found' });
});

test.each([
  ['GET', '/api/replies', 'POST'],
  ['PUT', '/api/replies', 'POST'],
  ['GET', '/api/replies/test-reply', 'DELETE'],
  ['POST', '/api/replies/test-reply/events', 'GET, HEAD'],
  ['GET', '/api/replies/test-reply/stop', 'POST'],
  ['POST', '/api/models', 'GET, HEAD'],
  ['DELETE', '/api/events', 'GET, HEAD'],
  ['OPTIONS', '/api/replies', 'POST'],
  ['POST', '/healthz', 'GET, HEAD'],
])('[S1] %s %s is a wrong method, and the answer names the right ones', async (method, path, allow) => {
  const { send } = createTestApp();
  const response = await send(method, path);
  expect([response.status, response.headers.get('allow')]).toEqual([405, allow]);
  expect(await errorOf(response)).toMatchObject({ code: 'bad-request' });
});

test.each([
  ['', 'The body is not JSON.'],
  ['{', 'The body is not JSON.'],
  ['['.repeat(200_000), 'The body is not JSON.'],
  ['null', 'The body must be a JSON object.'],
  ['[]', 'The body must be a JSON object.'],
  ['{"replyId":"x"}', '`replyId` must be 8 to 64 letters, digits, "-" or "_".'],
  [
    '{"replyId":"test-reply-x","model":"stub/m","messages":null}',
    '`messages` must be a list with at least one message.',
  ],
])('[S4] the body %.30j is refused in words', async (body, message) => {
  const model = createHeldModel();
  const { post } = createTestApp({ callUpstream: model.callUpstream });
  const response = await post('/api/replies', body);
  expect(response.status).toBe(400);
  expect(await errorOf(response)).toEqual({ code: 'bad-request', message });
  expect(model.calls).toEqual([]);
});

test('[S4] a body beyond the limit is 413, whether its length is told or not', async () => {
  const { post, app } = createTestApp({ limits: { maxBodyBytes: 1000 } });
  const large = JSON.stringify(replyRequest(freshId(), 'x'.repeat(1000)));
  const told = await post('/api/replies', large, { 'content-length': String(large.length) });
  expect([told.status, (await errorOf(told)).code]).toEqual([413, 'too-large']);
  let pulled = 0;
  async function* endless(): AsyncGenerator<Uint8Array, void> {
    for (;;) {
      pulled += 1;
      yield new Uint8Array(100);
    }
  }
  const { signal } = new AbortController();
  const headers = { 'content-type': 'application/json' };
  const query = new URLSearchParams();
  const untold = await app.handle({ method: 'POST', path: '/api/replies', query, headers, body: endless(), signal });
  expect(untold.status).toBe(413);
  expect(pulled).toBe(11);
});

test('[S4] a model that no upstream has is refused before anything is claimed', async () => {
  const { post, get } = createTestApp();
  const id = freshId();
  const response = await post('/api/replies', { ...replyRequest(id), model: 'nobody/m' });
  expect([response.status, (await errorOf(response)).code]).toEqual([404, 'unknown-model']);
  expect((await get(`/api/replies/${id}/events`)).status).toBe(404);
});

test.each([
  undefined,
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/jsonx',
])('[S3] a POST of the type %s is refused', async (type) => {
  const { send } = createTestApp();
  for (const path of ['/api/replies', `/api/replies/${freshId()}/stop`]) {
    const body = new TextEncoder().encode(JSON.stringify(replyRequest(freshId())));
    const response = await send('POST', path, { body, ...(type ? { headers: { 'content-type': type } } : {}) });
    expect([response.status, (await errorOf(response)).code]).toEqual([415, 'bad-request']);
  }
});

test.each([
  [{ 'sec-fetch-site': 'cross-site' }, false],
  [{ 'sec-fetch-site': 'same-site' }, false],
  [{ 'sec-fetch-site': 'cross-site', origin: 'http://rivulet.test', host: 'rivulet.test' }, false],
  [{ 'sec-fetch-site': 'same-origin' }, true],
  [{ 'sec-fetch-site': 'none' }, true],
  [{ host: 'rivulet.test' }, true],
  [{ origin: 'http://rivulet.test', host: 'Rivulet.test' }, true],
  [{ origin: 'https://rivulet.test', host: 'rivulet.test' }, true],
  [{ origin: 'http://rivulet.test:81', host: 'rivulet.test' }, false],
  [{ origin: 'http://evil.example', host: 'rivulet.test' }, false],
  [{ origin: 'null', host: 'rivulet.test' }, false],
  [{ origin: 'http://rivulet.test' }, false],
])('[S3] headers %j are of the same origin: %s', (headers, expected) => {
  expect(sameOrigin(headers)).toBe(expected);
});

test('[S3] what changes something is refused to other sites; what only reads is not asked', async () => {
  const { send, get, post } = createTestApp();
  const id = freshId();
  const foreign = { 'sec-fetch-site': 'cross-site' };
  const answers = [
    await post('/api/replies', replyRequest(id), foreign),
    await post(`/api/replies/${id}/stop`, {}, foreign),
    await send('DELETE', `/api/replies/${id}`, { headers: foreign }),
  ];
  for (const answer of answers) expect([answer.status, (await errorOf(answer)).code]).toEqual([403, 'forbidden']);
  expect((await get('/api/models', foreign)).headers.get('access-control-allow-origin')).toBe(null);
});

test('[S1] the models are those of the directory, and no cache keeps them', async () => {
  const { get } = createTestApp();
  const response = await get('/api/models');
  expect(await response.json()).toEqual(catalog);
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('[S1] a fault of ours is a 500 in words, and its report has no message in it', async () => {
  const directory = stubDirectory();
  const app = createTestApp({
    directory: { ...directory, catalog: () => Promise.reject(new RangeError('secret words')) },
  });
  const response = await app.get('/api/models');
  expect([response.status, (await errorOf(response)).code]).toEqual([500, 'internal']);
  expect(app.reports).toEqual(['GET /api/models: RangeError']);
});

test('[S21] the server is alive and ready until it closes, then alive only', async () => {
  const { get, app, post } = createTestApp();
  expect((await get('/healthz')).status).toBe(200);
  expect((await get('/readyz')).status).toBe(200);
  await app.close();
  expect((await get('/healthz')).status).toBe(200);
  expect((await get('/readyz')).status).toBe(503);
  const refused = await post('/api/replies', replyRequest(freshId()));
  expect(refused.status).toBe(503);
  expect(await errorOf(refused)).toMatchObject({ code: 'busy', retryAfterMs: 2000 });
});

test('[S21] a log that does not answer makes the server unready', async () => {
  const log = createMemoryLog();
  log.status = () => Promise.reject(new Error('connection lost'));
  const { app } = createTestApp({ log });
  const response = await createFetchHandler(app.handle)(new Request('http://rivulet.test/readyz'));
  expect(response.status).toBe(500);
});
