import http from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import type { CoreRequest, CoreResponse } from '../../server/CoreRequest.ts';
import type { OpenSource } from '../../server/ReadySource.ts';
import { createNodeServer } from '../../server/nodeServer.ts';
import { createHeldModel, replyEnd, textStart, words } from './heldModel.ts';
import { createTestApp, freshId, replyRequest } from './testApp.ts';

type Handle = (request: CoreRequest) => Promise<CoreResponse>;

async function listen(
  handle: Handle,
): Promise<{ origin: string; port: number; server: http.Server; reports: string[] }> {
  const reports: string[] = [];
  const server = createNodeServer(handle, (line) => reports.push(line));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, port, server, reports };
}

async function dial(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** A body that counts what was taken and notes when it is left. Without chunks it never has one. */
function observedBody(chunk?: string): { body: OpenSource<string>; taken: () => number; left: Promise<void> } {
  let taken = 0;
  const { promise: left, resolve } = Promise.withResolvers<void>();
  const body: OpenSource<string> = () => ({
    take() {
      if (chunk !== undefined) taken += 1;
      return chunk;
    },
    isDone: false,
    close: resolve,
  });
  return { body, taken: () => taken, left };
}

function sourceOf(pieces: readonly string[]): OpenSource<string> {
  return () => {
    const left = [...pieces];
    return {
      take: () => left.shift(),
      get isDone() {
        return left.length === 0;
      },
      close: () => undefined,
    };
  };
}

test('[S18] a reply streams over a real socket, event by event, and the connection can be used again', async () => {
  const model = createHeldModel();
  const { app } = createTestApp({ callUpstream: model.callUpstream });
  const { origin } = await listen((request) => app.handle(request));
  const response = await fetch(`${origin}/api/replies`, {
    method: 'POST',
    body: JSON.stringify(replyRequest(freshId())),
    headers: { 'content-type': 'application/json' },
  });
  expect(response.headers.get('content-encoding')).toBe(null);
  expect(response.headers.get('content-length')).toBe(null);
  await model.called();
  model.say(textStart, words('Zürich 🌍'), replyEnd);
  const body = await response.text();
  expect(body).toMatch(/^event: ping\ndata: \{\}\n\nid: 1\nevent: reply-start\n/);
  expect(body).toContain('data: {"index":0,"delta":"Zürich 🌍"}');
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
});

test('[S18] chunks are framed by their bytes, and the connection serves the next request', async () => {
  const pieces = ['Zürich 🌍', 'b'];
  const { port } = await listen(async () => ({ status: 200, headers: {}, body: sourceOf(pieces) }));
  const socket = await dial(port);
  const answers = text(socket);
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  await new Promise((resolve) => socket.once('data', resolve));
  socket.end('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
  const bodies = (await answers).split(/HTTP[^]*?\r\n\r\n/).slice(1);
  expect(bodies).toEqual(['c\r\nZürich 🌍\r\n1\r\nb\r\n0\r\n\r\n', 'c\r\nZürich 🌍\r\n1\r\nb\r\n0\r\n\r\n']);
});

test('[S18] two requests sent at once are answered in order', async () => {
  const { port } = await listen(async ({ path }) => ({ status: 200, headers: {}, body: sourceOf([path, '!']) }));
  const socket = await dial(port);
  socket.end('GET /a HTTP/1.1\r\nhost: x\r\n\r\nGET /b HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
  const answers = await text(socket);
  expect(answers.match(/\/a|\/b|!/g)).toEqual(['/a', '!', '/b', '!']);
});

test('[S18] a client of HTTP/1.0 gets the body without chunks', async () => {
  const { port } = await listen(async () => ({ status: 200, headers: {}, body: sourceOf(['one', ' two']) }));
  const socket = await dial(port);
  socket.write('GET / HTTP/1.0\r\n\r\n');
  expect((await text(socket)).split('\r\n\r\n')[1]).toBe('one two');
});

test('[S18] a client that leaves is noticed at once: the signal aborts and the body is left', async () => {
  const { body, left } = observedBody();
  const arrived = Promise.withResolvers<void>();
  const aborted = Promise.withResolvers<void>();
  const { port } = await listen(async ({ signal }) => {
    arrived.resolve();
    signal.addEventListener('abort', () => aborted.resolve());
    return { status: 200, headers: {}, body };
  });
  const socket = await dial(port);
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  await arrived.promise;
  socket.destroy();
  await expect(Promise.all([aborted.promise, left])).resolves.toBeDefined();
});

test('[S18] a client that never reads is not taken for', async () => {
  const chunk = 'x'.repeat(64 * 1024);
  const { body, taken } = observedBody(chunk);
  const { port, server } = await listen(async () => ({ status: 200, headers: {}, body }));
  const socket = await dial(port);
  socket.pause();
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  let before = -1;
  let calm = 0;
  while (calm < 50) {
    calm = taken() > 0 && taken() === before ? calm + 1 : 0;
    before = taken();
    await new Promise(setImmediate);
  }
  expect(taken() * chunk.length).toBeLessThan(32 * 1024 * 1024);
  expect(server.listening).toBe(true);
});

test('[S18] HEAD gets the headers and no body, and a stream is left without being taken from', async () => {
  const { body, taken, left } = observedBody('x');
  const { origin } = await listen(async ({ path }) =>
    path === '/stream'
      ? { status: 200, headers: { 'x-kind': 'stream' }, body }
      : { status: 200, headers: {}, body: 'four' },
  );
  const stream = await fetch(`${origin}/stream`, { method: 'HEAD' });
  expect([stream.headers.get('x-kind'), await stream.text()]).toEqual(['stream', '']);
  const whole = await fetch(`${origin}/`, { method: 'HEAD' });
  expect([whole.headers.get('content-length'), await whole.text()]).toEqual(['4', '']);
  await left;
  expect(taken()).toBe(0);
});

test('[S18] a body that is larger than the server takes is answered, not cut off', async () => {
  const { app } = createTestApp({ limits: { maxBodyBytes: 1024 } });
  const { port } = await listen((request) => app.handle(request));
  const request = http.request({
    port,
    host: '127.0.0.1',
    method: 'POST',
    path: '/api/replies',
    headers: { 'content-type': 'application/json' },
  });
  const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', reject);
  });
  for (let n = 0; n < 64; n += 1) request.write('x'.repeat(64 * 1024));
  request.end();
  const response = await answered;
  expect(response.statusCode).toBe(413);
  expect(JSON.parse(await text(response))).toMatchObject({ error: { code: 'too-large' } });
});

test('[S18] a handler that throws is a 500, a body that throws cuts the connection, and the server goes on', async () => {
  const { origin, reports } = await listen(async ({ path }) => {
    if (path === '/throws') throw new Error('secret words');
    if (path !== '/breaks') return { status: 200, headers: {}, body: 'fine' };
    const chunks = ['half'];
    const take = (): string => {
      const chunk = chunks.shift();
      if (chunk === undefined) throw new Error('secret words');
      return chunk;
    };
    return { status: 200, headers: {}, body: () => ({ take, isDone: false, close: () => undefined }) };
  });
  const thrown = await fetch(`${origin}/throws`);
  expect([thrown.status, await thrown.text()]).toEqual([500, '']);
  const broken = fetch(`${origin}/breaks`).then((response) => response.text());
  await expect(broken).rejects.toThrow(TypeError);
  expect(await (await fetch(`${origin}/fine`)).text()).toBe('fine');
  expect(reports).toEqual(['GET: an answer broke: Error', 'GET: an answer broke: Error']);
});

test.each([
  ['GET http://evil.example/api/models HTTP/1.1', '404'],
  ['GET //evil.example/api/models HTTP/1.1', '404'],
  ['GET /api/models?x=/api/replies HTTP/1.1', '200'],
  ['OPTIONS * HTTP/1.1', '404'],
])('[S18] the request line %s is answered with %s', async (line, status) => {
  const { app } = createTestApp();
  const { port } = await listen((request) => app.handle(request));
  const socket = await dial(port);
  socket.write(`${line}\r\nhost: x\r\nconnection: close\r\n\r\n`);
  expect(await text(socket)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
});

test('[S18] its time limits are those of a server behind a proxy', async () => {
  const { server } = await listen(async () => ({ status: 200, headers: {}, body: null }));
  expect([server.headersTimeout, server.requestTimeout, server.keepAliveTimeout]).toEqual([15_000, 30_000, 75_000]);
});
