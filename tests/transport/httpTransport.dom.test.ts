import { expect, test, vi } from 'vitest';
import { delta, END, follow, PART, PING, QUESTION, START, until } from './followed.ts';

test('[T1] a reply is one POST of the question, its events in order, and nothing is left open', async () => {
  const reply = follow();
  const request = await reply.server.request(1);
  request.stream();
  request.send(PING, START, PART, delta(3, 'Hel'), delta(4, 'lo'), END);
  request.end();
  await reply.settled;
  expect(reply.outcome).toBe('resolved');
  expect(reply.events).toEqual([START, PART, delta(3, 'Hel'), delta(4, 'lo'), END]);
  expect(reply.server.requests.map(({ line }) => line)).toEqual(['POST /api/replies']);
  expect(request.body).toEqual(QUESTION);
  expect(request.headers).toEqual({
    accept: 'text/event-stream',
    'content-type': 'application/json',
    'x-tenant': 'a',
  });
  expect(reply.server.open).toBe(0);
  expect(reply.clock.waiting).toBe(0);
});

test('[T1] events arrive whole when the bytes are cut anywhere', async () => {
  const reply = follow();
  const request = await reply.server.request(1);
  request.stream();
  const bytes = new TextEncoder().encode(
    `id: 1\nevent: reply-start\ndata: {"model":"m"}\n\nid: 2\nevent: reply-error\ndata: {"error":{"code":"provider","message":"größer 😀"}}\n\n`,
  );
  for (const byte of bytes) request.send(new Uint8Array([byte]));
  request.end();
  await reply.settled;
  expect(reply.events[1]).toMatchObject({ error: { message: 'größer 😀' } });
});

test('[T2] hiding and showing the page a hundred times sends nothing', async () => {
  const reply = follow();
  const request = await reply.server.request(1);
  request.stream();
  request.send(START);
  await reply.heard(1);
  const visibility = vi.spyOn(document, 'visibilityState', 'get');
  for (let round = 0; round < 100; round += 1) {
    visibility.mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    visibility.mockReturnValue('visible');
    document.dispatchEvent(new Event('visibilitychange'));
  }
  request.send(PART, { ...END, seq: 3 });
  request.end();
  await reply.settled;
  expect(reply.seqs).toEqual([1, 2, 3]);
  expect(reply.server.requests).toHaveLength(1);
});

test('[T3] a signal that was aborted before sends nothing and resolves', async () => {
  const reply = follow({ signal: AbortSignal.abort() });
  await reply.settled;
  expect(reply.outcome).toBe('resolved');
  expect(reply.server.requests).toHaveLength(0);
});

test('[T3] an abort resolves at once, closes the connection and delivers nothing more', async () => {
  const reply = follow();
  const request = await reply.server.request(1);
  request.stream();
  request.send(START);
  await reply.heard(1);
  request.send(PART);
  reply.abort();
  await reply.settled;
  expect(reply.outcome).toBe('resolved');
  expect(reply.seqs).toEqual([1]);
  expect(request.state).toBe('aborted');
  expect(reply.server.requests).toHaveLength(1);
  expect(reply.clock.waiting).toBe(0);
});

test('[T3] an abort from within an event keeps back the rest of the same piece', async () => {
  const aborter = new AbortController();
  const reply = follow({ signal: aborter.signal, onEvent: ({ seq }) => seq === 2 && aborter.abort() });
  const request = await reply.server.request(1);
  request.stream();
  request.send(
    `${frame(1, 'reply-start', { model: 'm' })}${text(2)}${delta3}${frame(4, 'reply-end', { finishReason: 'stop' })}`,
  );
  await reply.settled;
  expect(reply.seqs).toEqual([1, 2]);
  expect(reply.server.open).toBe(0);
});

test('[T3] an abort before the answer settles the request', async () => {
  const reply = follow();
  const request = await reply.server.request(1);
  reply.abort();
  await reply.settled;
  expect(reply.outcome).toBe('resolved');
  expect(request.state).toBe('aborted');
});

test('[T3] an abort while waiting to connect again ends the waiting, and nothing is left listening', async () => {
  const listened = vi.spyOn(window, 'addEventListener');
  const unlistened = vi.spyOn(window, 'removeEventListener');
  const reply = follow();
  const request = await reply.server.request(1);
  request.stream();
  request.send(START);
  await reply.heard(1);
  request.drop();
  await until(() => reply.links.includes('lost'));
  reply.abort();
  await reply.settled;
  expect(reply.server.requests).toHaveLength(1);
  expect(reply.clock.waiting).toBe(0);
  const names = (calls: readonly (readonly unknown[])[]) =>
    calls.map(([name]) => name).filter((name) => name !== 'abort');
  // The connection listened, and then the wait.
  const twice = ['online', 'pageshow', 'online', 'pageshow'];
  expect(names(listened.mock.calls)).toEqual(twice);
  expect(names(unlistened.mock.calls)).toEqual(twice);
});

test('[T8] a reply whose connection ends in good order without a final event is read on', async () => {
  const reply = follow();
  const first = await reply.server.request(1);
  first.stream();
  first.send(START, PART, delta(3, 'Hel'));
  first.end();
  await until(() => reply.links.includes('lost'));
  expect(reply.outcome).toBe('running');
  reply.clock.advance(500);
  const second = await reply.server.request(2);
  expect(second.line).toBe('GET /api/replies/reply-0001/events');
  expect(second.headers['last-event-id']).toBe('3');
  second.stream();
  second.send(delta(4, 'lo'), END);
  second.end();
  await reply.settled;
  expect(reply.seqs).toEqual([1, 2, 3, 4, 5]);
  expect(reply.links).toEqual(['open', 'lost', 'open']);
});

test('[T8] what follows a final event is not delivered', async () => {
  const reply = follow();
  const request = await reply.server.request(1);
  request.stream();
  request.send(`${frame(1, 'reply-stop', {})}${frame(2, 'reply-start', { model: 'm' })}${frame(3, 'reply-end', {})}`);
  request.end();
  await reply.settled;
  expect(reply.seqs).toEqual([1]);
});

test('[T9] a silent connection is lost after 30 seconds, and any byte keeps it', async () => {
  const reply = follow();
  const request = await reply.server.request(1);
  request.stream();
  request.send(START);
  await reply.heard(1);
  for (let round = 0; round < 3; round += 1) {
    reply.clock.advance(29_000);
    request.send(PING);
    await until(() => reply.clock.nextInMs === 30_000);
  }
  expect(request.state).toBe('streaming');
  reply.clock.advance(30_000);
  await until(() => reply.links.includes('lost'));
  expect(request.state).toBe('aborted');
  reply.clock.advance(500);
  const second = await reply.server.request(2);
  expect(second.headers['last-event-id']).toBe('1');
  reply.abort();
  await reply.settled;
});

test('[T20] a page that wakes takes a connection that has missed a ping for lost, and no other', async () => {
  const reply = follow();
  const request = await reply.server.request(1);
  request.stream();
  request.send(START);
  await reply.heard(1);
  reply.clock.advance(18_000);
  window.dispatchEvent(new Event('online'));
  expect(request.state).toBe('streaming');
  reply.clock.advance(1);
  window.dispatchEvent(new Event('pageshow'));
  await until(() => reply.links.includes('lost'));
  expect(request.state).toBe('aborted');
  reply.clock.advance(500);
  const second = await reply.server.request(2);
  expect(second.line).toContain('GET');
  expect(second.headers['last-event-id']).toBe('1');
  reply.abort();
  await reply.settled;
});

test('[T13] a listener that throws ends the connection, and nothing is sent again', async () => {
  const reply = follow({
    onEvent() {
      throw new Error('a defect of the caller');
    },
  });
  const request = await reply.server.request(1);
  request.stream();
  request.send(START, PART);
  await reply.settled;
  expect(reply.outcome).toMatchObject({ code: 'internal' });
  expect(reply.seqs).toEqual([1]);
  expect(reply.server.requests).toHaveLength(1);
  expect(reply.server.open).toBe(0);
});

test('[T15] comments, empty data, pings, unknown events, `retry` and any case of the type change nothing', async () => {
  const reply = follow();
  const request = await reply.server.request(1);
  request.stream({ 'content-type': 'Text/Event-Stream' });
  request.send(
    ': keep-alive\n\n',
    'data:\n\n',
    'retry: 0\n\n',
    PING,
    'event: newer\nid: 1\ndata: {"x":1}\n\n',
    START,
    ':\n\n',
    {
      ...END,
      seq: 2,
    },
  );
  request.end();
  await reply.settled;
  expect(reply.seqs).toEqual([1, 2]);
  expect(reply.server.requests).toHaveLength(1);
});

test('[T17] a connection that stays open after the final event is closed within a second', async () => {
  const reply = follow();
  const request = await reply.server.request(1);
  request.stream();
  request.send(START, { ...END, seq: 2 });
  await reply.heard(2);
  expect(request.state).toBe('streaming');
  expect(reply.clock.nextInMs).toBe(1000);
  reply.clock.advance(1000);
  await reply.settled;
  expect(reply.outcome).toBe('resolved');
  expect(request.state).toBe('aborted');
});

function frame(seq: number, type: string, fields: object): string {
  return `id: ${seq}\nevent: ${type}\ndata: ${JSON.stringify(fields)}\n\n`;
}

function text(seq: number): string {
  return frame(seq, 'part-start', { index: 0, part: { type: 'text', text: '' } });
}

const delta3 = frame(3, 'part-delta', { index: 0, delta: 'x' });
