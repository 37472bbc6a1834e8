import { fetchEventSource } from '@microsoft/fetch-event-source';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { createGate, hold, reply } from '../../mocks/script.ts';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

const request = {
  method: 'POST',
  body: JSON.stringify({ replyId: 'reply-0001', model: 'mock/model', messages: [{ role: 'user', parts: [] }] }),
};

test('[K18] in jsdom a relative address and the page’s own event source library get the stream as it comes', async () => {
  const gate = createGate();
  server.replyWith(reply('Hello ', hold(gate), 'world'));
  const seen: string[] = [];
  const streaming = fetchEventSource('/api/replies', {
    ...request,
    openWhenHidden: true,
    onmessage: ({ id, event }) => {
      seen.push(`${id} ${event}`);
      if (seen.length === 2) gate.release();
    },
    onerror(error) {
      throw error;
    },
  });
  await streaming;
  expect(seen).toEqual(['1 reply-start', '2 part-start', '3 part-delta', '4 reply-end']);
});

test('[K18] in jsdom a reader that aborts is seen, and nothing is left behind', async () => {
  const leaving = new AbortController();
  const scripted = server.replyWith(reply('Hello ', hold(createGate()), 'world'));
  await fetchEventSource('/api/replies', {
    ...request,
    openWhenHidden: true,
    signal: leaving.signal,
    onmessage: ({ event }) => {
      if (event === 'part-start') leaving.abort();
    },
  });
  await scripted.cancelled;
  expect(leaving.signal.aborted).toBe(true);
});
