import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createChatCompletionsModels } from '../../examples/own-backend/createChatCompletionsModels.ts';
import { createChatCompletionsTransport } from '../../examples/own-backend/createChatCompletionsTransport.ts';
import { createGate, hold, reasoning, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { startModelServer, type ModelServer } from '../../models/server.ts';
import type { ReplyEvent } from '../../protocol/events.ts';
import { isReplyId } from '../../protocol/ids.ts';
import type { ReplyRequest } from '../../protocol/requests.ts';

const replyId = 'reply-000001';
if (!isReplyId(replyId)) throw new Error('The id of the test is none.');
const request: ReplyRequest = {
  replyId,
  model: 'own/scripted',
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
  params: {},
};

let models: ModelServer;
beforeEach(async () => {
  models = await startModelServer({ models: {} });
});
afterEach(() => models.close());

test('[E7] the transport has at most 40 lines', async () => {
  const file = new URL('../../examples/own-backend/createChatCompletionsTransport.ts', import.meta.url);
  const lines = (await readFile(file, 'utf8')).split('\n');
  const code = lines.filter((line) => line !== '' && !/^(import|\/\*\*)/.test(line));
  expect(code.length).toBeLessThanOrEqual(40);
});

test('[E7] a reply comes as numbered events up to its final one', async () => {
  models.serve('scripted', scriptModel(reply(reasoning('Hmm'), 'Grüße ', '小溪')));
  const { events } = await follow();
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(events[0]).toMatchObject({ type: 'reply-start', model: 'own/scripted' });
  expect(textOf(events)).toBe('Grüße 小溪');
  expect(events.at(-1)).toMatchObject({ type: 'reply-end', finishReason: 'stop' });
  expect(models.requests[0]?.body).toMatchObject({ model: 'scripted', messages: [{ role: 'user', content: 'Hi' }] });
});

test('[E7] stop closes the connection and ends the reply as stopped', async () => {
  const gate = createGate();
  models.serve('scripted', scriptModel(reply('First half.', hold(gate), ' Second half.')));
  const transport = createChatCompletionsTransport(models.baseUrl);
  const { events } = await follow({
    transport,
    onEvent: (event) => event.type === 'part-delta' && transport.stop(replyId),
  });
  expect(textOf(events)).toBe('First half.');
  expect(events.at(-1)).toMatchObject({ type: 'reply-stop' });
  await models.requests[0]?.closed;
  expect(models.requests[0]?.closedBy).toBe('client');
});

test('[E7] an abort closes the connection without a word', async () => {
  const gate = createGate();
  models.serve('scripted', scriptModel(reply('First half.', hold(gate), ' Second half.')));
  const leaving = new AbortController();
  const { events, error } = await follow({
    signal: leaving.signal,
    onEvent: (event) => event.type === 'part-delta' && leaving.abort(),
  });
  expect(error).toBeUndefined();
  expect(events.at(-1)).toMatchObject({ type: 'part-delta' });
  await models.requests[0]?.closed;
  expect(models.requests[0]?.closedBy).toBe('client');
});

test('[E7] an end without the model’s word is an interruption, a broken connection a truncation', async () => {
  models.serve('scripted', scriptModel(reply('one ', 'two ', 'three'), { fault: 'no final event' }));
  expect((await follow()).events.at(-1)).toMatchObject({ type: 'reply-interrupt' });
  models.serve('scripted', scriptModel(reply('one ', 'two ', 'three'), { fault: 'drop mid-event' }));
  expect((await follow()).error).toMatchObject({ body: { code: 'truncated' } });
});

test('[E7] a refusal carries the words and the patience of the endpoint', async () => {
  models.serve('scripted', scriptModel(reply('Hello'), { fault: '429 with retry-after' }));
  expect((await follow()).error).toMatchObject({ body: { code: 'rate-limited', retryAfterMs: 2000 } });
  const nobody = createChatCompletionsTransport('http://127.0.0.1:1/v1');
  expect((await follow({ transport: nobody })).error).toMatchObject({ body: { code: 'unreachable' } });
});

test('[E7] what was under way before is not asked again', async () => {
  const { events, error } = await follow({ after: 3 });
  expect(events).toEqual([]);
  expect(error).toMatchObject({ body: { code: 'truncated' } });
  expect(models.requests).toEqual([]);
});

test('[E7] the endpoint’s list of models is the picker’s', async () => {
  models.serve('scripted', scriptModel(reply('Hello')));
  const source = createChatCompletionsModels(models.baseUrl);
  expect((await source.loadModels()).models).toEqual([{ id: 'own/scripted', name: 'scripted', provider: 'own' }]);
  await expect(createChatCompletionsModels(`${models.baseUrl}/none`).loadModels()).rejects.toMatchObject({
    body: { code: 'unavailable' },
  });
});

interface Following {
  readonly transport?: ReturnType<typeof createChatCompletionsTransport>;
  readonly after?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ReplyEvent) => unknown;
}

/** Follows a reply to its end: what came, and what was thrown. */
async function follow(options: Following = {}): Promise<{ events: readonly ReplyEvent[]; error?: unknown }> {
  const transport = options.transport ?? createChatCompletionsTransport(models.baseUrl);
  const events: ReplyEvent[] = [];
  try {
    await transport.stream(request, {
      after: options.after ?? 0,
      signal: options.signal ?? new AbortController().signal,
      onEvent(event) {
        events.push(event);
        options.onEvent?.(event);
      },
      onLinkLost: () => undefined,
      onLinkOpen: () => undefined,
    });
    return { events };
  } catch (error) {
    return { events, error };
  }
}

function textOf(events: readonly ReplyEvent[]): string {
  const texts = new Set<number>();
  let text = '';
  for (const event of events) {
    if (event.type === 'part-start' && event.part.type === 'text') {
      texts.add(event.index);
      text += event.part.text;
    }
    if (event.type === 'part-delta' && texts.has(event.index)) text += event.delta;
  }
  return text;
}
