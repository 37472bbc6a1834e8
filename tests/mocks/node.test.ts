import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { createGate, hold, reply, text, wait } from '../../mocks/script.ts';
import type { ReplyId } from '../../protocol/ids.ts';
import type { ReplyRequest } from '../../protocol/requests.ts';
import { readReply } from './readReply.ts';

const request: ReplyRequest = {
  replyId: 'reply-0001' as ReplyId,
  model: 'mock/model',
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
  params: {},
};

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

function post(signal: AbortSignal | null = null): Promise<Response> {
  return fetch('http://localhost/api/replies', { method: 'POST', body: JSON.stringify(request), signal });
}

async function readText(reader: ReadableStreamDefaultReader<Uint8Array> | undefined, until: string): Promise<string> {
  const decoder = new TextDecoder();
  let seen = '';
  while (!seen.includes(until)) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) break;
    seen += decoder.decode(chunk.value, { stream: true });
  }
  return seen;
}

describe('a mocked server behind fetch', () => {
  test('[K18] streams: what comes before a gate is there while the rest is not', async () => {
    const gate = createGate();
    server.replyWith(reply('Hello ', hold(gate), 'world'));
    const reader = (await post()).body?.getReader();
    await gate.reached;
    expect(await readText(reader, 'Hello ')).not.toContain('world');
    gate.release();
    expect(await readText(reader, 'reply-end')).toContain('world');
  });

  test('[K18] sees that the reader went away', async () => {
    const gate = createGate();
    const leaving = new AbortController();
    const scripted = server.replyWith(reply('Hello ', hold(gate), 'world'));
    const reader = (await post(leaving.signal)).body?.getReader();
    await readText(reader, 'Hello ');
    leaving.abort();
    await scripted.cancelled;
    await expect(reader?.read()).rejects.toThrow(/abort/i);
  });

  test('[K18] a connection that breaks is an error for the reader, and what came before it has come', async () => {
    const scripted = server.replyWith(reply('Hello ', 'world'), { fault: 'drop mid-event' });
    const reader = (await post()).body?.getReader();
    expect(await readText(reader, 'Hello ')).toContain('Hello ');
    await scripted.asked;
    await expect(readText(reader, 'never')).rejects.toThrow('terminated');
  });

  test('[K18] a reader that asks again gets the rest', async () => {
    const { silent } = server.replyWith(reply('Grüße ', 'an ', 'alle'), { fault: 'drop mid-event' });
    const answered = await readReply((each) => fetch(each), request, silent);
    expect(answered).toMatchObject({ state: { status: 'done' }, parts: [{ type: 'text', text: 'Grüße an alle' }] });
  });

  test('[K18] a refused connection is one that could not be made', async () => {
    server.replyWith(reply('Hello'), { fault: 'refused' });
    await expect(post()).rejects.toThrow(TypeError);
  });

  test('[K18] a hundred replies stream side by side', async () => {
    const gate = createGate();
    const replies = Array.from({ length: 100 }, async (_, index) => {
      server.replyWith(reply(hold(gate), wait(10), text('same for all')));
      const replyId = `reply-${String(index).padStart(4, '0')}` as ReplyId;
      const body = JSON.stringify({ ...request, replyId });
      return (await fetch('http://localhost/api/replies', { method: 'POST', body })).text();
    });
    await gate.reached;
    gate.release();
    for (const whole of await Promise.all(replies)) expect(whole).toContain('same for all');
    expect(server.upstreamCalls).toBe(100);
  });

  test('[K18] a request that is not to the API is an error', async () => {
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await expect(fetch('http://localhost/elsewhere')).rejects.toThrow('fetch failed');
    expect(complaints).toHaveBeenCalled();
  });
});
