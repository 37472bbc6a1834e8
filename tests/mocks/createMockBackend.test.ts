import { describe, expect, test } from 'vitest';
import { createManualClock } from '../../mocks/createManualClock.ts';
import { createMockBackend, type MockBackend } from '../../mocks/createMockBackend.ts';
import { createGate, hold, reply, wait } from '../../mocks/script.ts';
import type { ReplyId } from '../../protocol/ids.ts';
import { parseModelCatalog } from '../../protocol/models.ts';
import type { ReplyRequest } from '../../protocol/requests.ts';
import { EVENT_STREAM_HEADERS, PING_FRAME } from '../../protocol/sse.ts';

const origin = 'http://localhost';
const id = 'reply-0001' as ReplyId;

function question(text = 'Hi', replyId = id): ReplyRequest {
  return { replyId, model: 'mock/model', messages: [{ role: 'user', parts: [{ type: 'text', text }] }], params: {} };
}

function ask(
  backend: MockBackend,
  request: unknown = question(),
  headers: Record<string, string> = {},
): Promise<Response> {
  const init = { method: 'POST', body: JSON.stringify(request), headers };
  return backend.handle(new Request(`${origin}/api/replies`, init));
}

function call(
  backend: MockBackend,
  method: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return backend.handle(new Request(origin + path, { method, headers }));
}

/** The ids and names of the events in a stream that has ended. */
async function eventsIn(response: Response): Promise<string[]> {
  const frames = (await response.text()).split('\n\n').slice(0, -1);
  return frames.map((frame) => /^id: (\d+)\nevent: (\S+)/.exec(frame)?.slice(1).join(' ') ?? frame);
}

describe('a mocked server', () => {
  test('[K14] tells a scripted reply to the question that comes next', async () => {
    const backend = createMockBackend();
    const scripted = backend.replyWith(reply('Hello ', 'world'));
    const response = await ask(backend);
    expect(Object.fromEntries(response.headers)).toEqual({ ...EVENT_STREAM_HEADERS, 'transfer-encoding': 'chunked' });
    expect(await eventsIn(response)).toEqual(['1 reply-start', '2 part-start', '3 part-delta', '4 reply-end']);
    expect(await scripted.asked).toEqual(question());
    expect(backend.requests).toEqual([question()]);
    expect(backend.upstreamCalls).toBe(1);
  });

  test('[K14] tells each question its own reply, in the order in which they were scripted', async () => {
    const backend = createMockBackend();
    backend.replyWith(reply('first'));
    backend.replyWith(reply('second'));
    expect(await (await ask(backend)).text()).toContain('first');
    expect(await (await ask(backend, question('And?', 'reply-0002' as ReplyId))).text()).toContain('second');
  });

  test('[K14] says so when a question has no scripted reply', async () => {
    const response = await ask(createMockBackend());
    expect(response.status).toBe(500);
    expect(await response.text()).toContain('replyWith');
  });

  test('[K14] can answer every question by itself', async () => {
    const backend = createMockBackend({ respond: ({ messages }) => ({ script: reply(`${messages.length} message`) }) });
    expect(await (await ask(backend)).text()).toContain('1 message');
  });

  test('[K15] attaches a repeated question after the event that its sender has, and starts nothing', async () => {
    const backend = createMockBackend();
    backend.replyWith(reply('a', 'b', 'c'));
    await (await ask(backend)).text();
    expect(await eventsIn(await ask(backend, question(), { 'last-event-id': '3' }))).toEqual([
      '4 part-delta',
      '5 reply-end',
    ]);
    expect(backend.requests).toHaveLength(2);
    expect(backend.upstreamCalls).toBe(1);
  });

  test('[K15] gives the rest of a reply by GET, and 204 when there is none', async () => {
    const backend = createMockBackend();
    backend.replyWith(reply('a', 'b'));
    await (await ask(backend)).text();
    const path = `/api/replies/${id}/events`;
    expect(await eventsIn(await call(backend, 'GET', `${path}?after=2`))).toEqual(['3 part-delta', '4 reply-end']);
    expect(await eventsIn(await call(backend, 'GET', `${path}?after=0`, { 'last-event-id': '3' }))).toEqual([
      '4 reply-end',
    ]);
    expect(await eventsIn(await call(backend, 'GET', `${path}?after=99`))).toEqual(['4 reply-end']);
    expect((await call(backend, 'GET', `${path}?after=4`)).status).toBe(204);
  });

  test('[K15] keeps a late reader at the same gate, but does not repeat the pauses that are over', async () => {
    const clock = createManualClock();
    const gate = createGate();
    const backend = createMockBackend({ clock });
    backend.replyWith(reply(wait(10), 'a', wait(10), 'b', hold(gate), 'c'));
    const first = eventsIn(await ask(backend));
    while (clock.sleepers === 0) await Promise.resolve();
    clock.advance(100);
    await gate.reached;
    const late = eventsIn(await call(backend, 'GET', `/api/replies/${id}/events`));
    gate.release();
    const all = ['1 reply-start', '2 part-start', '3 part-delta', '4 part-delta', '5 reply-end'];
    expect(await first).toEqual(all);
    expect(await late).toEqual(all);
  });

  test('[K16] a stop ends the reply for every reader after what any of them has got', async () => {
    const gate = createGate();
    const backend = createMockBackend();
    backend.replyWith(reply('a', 'b', hold(gate), 'c'));
    const first = eventsIn(await ask(backend));
    const second = await call(backend, 'GET', `/api/replies/${id}/events`);
    await gate.reached;
    expect((await call(backend, 'POST', `/api/replies/${id}/stop`)).status).toBe(204);
    const stopped = ['1 reply-start', '2 part-start', '3 part-delta', '4 reply-stop'];
    expect(await first).toEqual(stopped);
    expect(await eventsIn(second)).toEqual(stopped);
    expect(await eventsIn(await call(backend, 'GET', `/api/replies/${id}/events?after=3`))).toEqual(['4 reply-stop']);
    expect(backend.stops).toEqual([id]);
  });

  test('[K16] a stop after the end changes nothing', async () => {
    const backend = createMockBackend();
    backend.replyWith(reply('a'));
    await (await ask(backend)).text();
    await call(backend, 'POST', `/api/replies/${id}/stop`);
    expect(await eventsIn(await ask(backend))).toEqual(['1 reply-start', '2 part-start', '3 reply-end']);
  });

  test('[K16] a stop that comes before its question starts nothing', async () => {
    const backend = createMockBackend();
    backend.replyWith(reply('a'));
    await call(backend, 'POST', `/api/replies/${id}/stop`);
    expect(await eventsIn(await ask(backend))).toEqual(['1 reply-stop']);
    expect(backend.upstreamCalls).toBe(0);
  });

  test('[K17] forgets a reply that is deleted', async () => {
    const backend = createMockBackend();
    backend.replyWith(reply('a'));
    await (await ask(backend)).text();
    expect((await call(backend, 'DELETE', `/api/replies/${id}`)).status).toBe(204);
    expect((await ask(backend)).status).toBe(410);
    expect((await call(backend, 'GET', `/api/replies/${id}/events`)).status).toBe(410);
    expect(backend.forgotten).toEqual([id]);
  });

  test.each<[string, () => Promise<Response>, number, string]>([
    ['a body that is no question', () => ask(createMockBackend(), { model: 1 }), 400, 'bad-request'],
    [
      'a reply that nobody knows',
      () => call(createMockBackend(), 'GET', `/api/replies/${id}/events`),
      404,
      'not-found',
    ],
    ['a path that nobody knows', () => call(createMockBackend(), 'GET', '/api/nothing'), 404, 'not-found'],
    [
      'a method that a path does not have',
      () => call(createMockBackend(), 'PUT', `/api/replies/${id}`),
      405,
      'bad-request',
    ],
  ])('[K17] refuses %s', async (_what, refused, status, code) => {
    const response = await refused();
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
  });

  test('[K17] refuses another question under the same id', async () => {
    const backend = createMockBackend();
    backend.replyWith(reply('a'));
    await ask(backend);
    expect((await ask(backend, question('Something else'))).status).toBe(409);
  });

  test('[K17] lists its models, and has a feed on which nothing happens', async () => {
    const backend = createMockBackend();
    const body: unknown = await (await call(backend, 'GET', '/api/models')).json();
    expect(parseModelCatalog(body)?.models.map((model) => model.id)).toEqual(['mock/model']);
    const feed = (await call(backend, 'GET', '/api/events')).body?.getReader();
    expect(new TextDecoder().decode((await feed?.read())?.value)).toBe(PING_FRAME);
    await feed?.cancel();
  });

  test('[K17] begins anew when it is reset, and leaves open streams silent', async () => {
    const gate = createGate();
    const backend = createMockBackend();
    backend.replyWith(reply('a', hold(gate), 'b'));
    const response = await ask(backend);
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.read();
    backend.reset();
    const next = reader?.read();
    gate.release();
    expect(await Promise.race([next, new Promise((resolve) => setImmediate(() => resolve('silent')))])).toBe('silent');
    expect(backend.requests).toEqual([]);
    expect((await ask(backend)).status).toBe(500);
    await reader?.cancel();
  });
});
