import { expect, test } from 'vitest';
import type { CoreRequest } from '../../server/CoreRequest.ts';
import { createFetchHandler } from '../../server/fetchHandler.ts';

test('[S19] a request is handed over with everything in it', async () => {
  let seen: (CoreRequest & { text: string }) | undefined;
  const handler = createFetchHandler(async (request) => {
    let text = '';
    for await (const chunk of request.body) text += new TextDecoder().decode(chunk);
    seen = { ...request, text };
    return { status: 204, headers: {}, body: null };
  });
  const body = JSON.stringify({ a: 1 });
  const response = await handler(
    new Request('https://rivulet.test/a%20b?after=3', { method: 'POST', body, headers: { 'X-Name': 'v' } }),
  );
  expect(response.status).toBe(204);
  expect(seen).toMatchObject({
    method: 'POST',
    path: '/a%20b',
    text: body,
    headers: { host: 'rivulet.test', 'x-name': 'v' },
  });
  expect(seen?.query.get('after')).toBe('3');
});

test('[S19] a stream is taken only as it is read, and cancelling it is leaving', async () => {
  let taken = 0;
  let isLeft = false;
  let signal: AbortSignal | undefined;
  const handler = createFetchHandler(async (request) => {
    signal = request.signal;
    const take = (): string => String((taken += 1));
    return { status: 200, headers: {}, body: () => ({ take, isDone: false, close: () => void (isLeft = true) }) };
  });
  const reader = (await handler(new Request('http://rivulet.test/'))).body?.getReader();
  expect(taken).toBe(0);
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('1');
  expect(taken).toBe(1);
  await reader?.cancel();
  expect([isLeft, signal?.aborted]).toEqual([true, true]);
});

test('[S19] aborting the request is leaving, once', async () => {
  const client = new AbortController();
  let closed = 0;
  const handler = createFetchHandler(async () => ({
    status: 200,
    headers: {},
    body: () => ({ take: () => undefined, isDone: false, close: () => void (closed += 1) }),
  }));
  const text = (await handler(new Request('http://rivulet.test/', { signal: client.signal }))).text();
  client.abort();
  expect([await text, closed]).toEqual(['', 1]);
});

test('[S19] whole bodies and HEAD', async () => {
  const handler = createFetchHandler(async ({ path }) => ({
    status: 200,
    headers: { 'x-kind': 'whole' },
    body: path === '/bytes' ? new Uint8Array([104, 105]) : 'hi',
  }));
  expect(await (await handler(new Request('http://rivulet.test/bytes'))).text()).toBe('hi');
  expect(await (await handler(new Request('http://rivulet.test/'))).text()).toBe('hi');
  const head = await handler(new Request('http://rivulet.test/', { method: 'HEAD' }));
  expect([head.headers.get('x-kind'), await head.text()]).toEqual(['whole', '']);
});
