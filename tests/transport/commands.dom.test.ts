import { expect, test } from 'vitest';
import { ReplyError } from '../../protocol/errors.ts';
import { createApiClient } from '../../src/transport/apiClient.ts';
import { createHttpTransport } from '../../src/transport/httpTransport.ts';
import { createFakeServer } from './createFakeServer.ts';
import { createManualClock } from './createManualClock.ts';
import { REPLY_ID, until } from './followed.ts';

function setUp() {
  const server = createFakeServer();
  const clock = createManualClock();
  const options = { baseUrl: 'http://127.0.0.1:9', fetch: server.fetch, clock, headers: { 'X-Tenant': 'a' } };
  return { server, clock, transport: createHttpTransport(options), api: createApiClient(options) };
}

test('[T18] a stop is a POST that outlives the page, and resolves when the server has taken note', async () => {
  const { server, transport } = setUp();
  const stopped = transport.stop(REPLY_ID);
  const request = await server.request(1);
  expect(request.line).toBe('POST http://127.0.0.1:9/api/replies/reply-0001/stop');
  expect(request.init.keepalive).toBe(true);
  expect(request.headers).toMatchObject({ 'content-type': 'application/json', 'x-tenant': 'a' });
  request.answer(204);
  await expect(stopped).resolves.toBe('acknowledged');
});

test('[T18] a stop that is not acknowledged is sent again, four times at most, and never rejects', async () => {
  const { server, clock, transport } = setUp();
  const stopped = transport.stop(REPLY_ID);
  for (let tries = 1; tries <= 4; tries += 1) {
    const request = await server.request(tries);
    if (tries === 1) clock.advance(4000);
    else if (tries === 2) request.answer(503);
    else request.drop();
    if (tries < 4) {
      await until(() => clock.nextInMs === 400 * tries);
      clock.advance(400 * tries);
    }
  }
  await expect(stopped).resolves.toBe('unreachable');
  expect(server.requests).toHaveLength(4);
  expect(clock.waiting).toBe(0);
});

test('[T18] a server that has no such reply has nothing left to stop, and one that forbids it is not asked again', async () => {
  const { server, transport } = setUp();
  const stopped = transport.stop(REPLY_ID);
  (await server.request(1)).answer(404);
  await expect(stopped).resolves.toBe('acknowledged');
  const forbidden = transport.stop(REPLY_ID);
  (await server.request(2)).answer(403);
  await expect(forbidden).resolves.toBe('unreachable');
});

test('[T18] forgetting a reply is a DELETE', async () => {
  const { server, transport } = setUp();
  const forgotten = transport.forget(REPLY_ID);
  const request = await server.request(1);
  expect(request.line).toBe('DELETE http://127.0.0.1:9/api/replies/reply-0001');
  request.answer(204);
  await expect(forgotten).resolves.toBe('acknowledged');
});

test('[T19] the list of models is read at the door', async () => {
  const { server, api } = setUp();
  const loaded = api.loadModels();
  const request = await server.request(1);
  expect(request.line).toBe('GET http://127.0.0.1:9/api/models');
  const model = { id: 'built-in/tiny', name: 'Tiny', provider: 'built-in' };
  request.answer(200, JSON.stringify({ models: [model, { id: 7 }], providers: [], settings: { path: 'x.json' } }));
  await expect(loaded).resolves.toEqual({ models: [model], providers: [], settings: { path: 'x.json' } });
});

test('[T19] a list of models that cannot be had is a typed error', async () => {
  const { server, clock, api } = setUp();
  const codeOf = (loaded: Promise<unknown>): Promise<unknown> =>
    loaded.then(
      () => 'loaded',
      (error: unknown) => error instanceof ReplyError && error.body.code,
    );
  const html = codeOf(api.loadModels());
  (await server.request(1)).answer(200, '<html>');
  await expect(html).resolves.toBe('protocol');
  const refused = codeOf(api.loadModels());
  (await server.request(2)).answer(503);
  await expect(refused).resolves.toBe('unavailable');
  const dropped = codeOf(api.loadModels());
  (await server.request(3)).drop();
  await expect(dropped).resolves.toBe('offline');
  const silent = codeOf(api.loadModels());
  await server.request(4);
  clock.advance(20_000);
  await expect(silent).resolves.toBe('offline');
  expect(server.open).toBe(0);
});
