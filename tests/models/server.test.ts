import { connect } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createInstantClock } from '../../mocks/createInstantClock.ts';
import { createGate } from '../../mocks/script.ts';
import { showcaseTokens } from '../../mocks/showcaseScript.ts';
import type { ChatModel, ModelPiece } from '../../models/ChatModel.ts';
import type { RecordedRequest } from '../../models/createExchange.ts';
import { startModelServer, type ModelServer } from '../../models/server.ts';
import { createShowcase } from '../../models/showcase.ts';
import { ReplyError, replyError } from '../../protocol/errors.ts';

/** A model that says what it is given. */
function saying(...pieces: readonly (ModelPiece | Error)[]): ChatModel {
  return {
    description: 'Says what it is given.',
    async *respond() {
      for (const piece of pieces) {
        if (piece instanceof Error) throw piece;
        yield piece;
      }
    },
  };
}

const hello = saying(
  { type: 'reasoning', text: 'Hm.' },
  { type: 'text', text: 'Hello' },
  { type: 'text', text: ' 🌍' },
  { type: 'finish', finishReason: 'stop', usage: { inputTokens: 4, outputTokens: 3, reasoningTokens: 1 } },
);

let door: ModelServer;
let client: OpenAI;

beforeAll(async () => {
  const showcase = createShowcase(createInstantClock());
  door = await startModelServer({ models: { hello, showcase }, apiKey: 'right' });
  client = new OpenAI({ baseURL: door.baseUrl, apiKey: 'right', maxRetries: 0 });
});
afterAll(() => door.close());

const question = { model: 'hello', messages: [{ role: 'user' as const, content: 'Hi' }] };

function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${door.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer right', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

function lastRequest(): RecordedRequest {
  const record = door.requests.at(-1);
  if (!record) throw new Error('Nobody has asked.');
  return record;
}

describe('the door of the models', () => {
  test('[B1] streams to the official client: text, finish reason and usage', async () => {
    const stream = await client.chat.completions.create({
      ...question,
      stream: true,
      stream_options: { include_usage: true },
    });
    let answer = '';
    const finishes: unknown[] = [];
    let usage: unknown;
    for await (const chunk of stream) {
      answer += chunk.choices[0]?.delta.content ?? '';
      finishes.push(...chunk.choices.map((choice) => choice.finish_reason).filter((reason) => reason !== null));
      usage = chunk.usage ?? usage;
    }
    expect({ answer, finishes, usage }).toEqual({
      answer: 'Hello 🌍',
      finishes: ['stop'],
      usage: {
        prompt_tokens: 4,
        completion_tokens: 3,
        total_tokens: 7,
        completion_tokens_details: { reasoning_tokens: 1 },
      },
    });
  });

  test('[B1] satisfies the stricter stream helper of the official client', async () => {
    const completion = await client.chat.completions.stream(question).finalChatCompletion();
    expect(completion.choices[0]?.message.content).toBe('Hello 🌍');
    expect(completion.choices[0]?.finish_reason).toBe('stop');
  });

  test('[B1] gives one object to one who asks for no stream', async () => {
    const completion = await client.chat.completions.create(question);
    expect(completion).toMatchObject({
      object: 'chat.completion',
      choices: [
        { message: { role: 'assistant', content: 'Hello 🌍', reasoning_content: 'Hm.' }, finish_reason: 'stop' },
      ],
      usage: { total_tokens: 7 },
    });
  });

  test('[B1] lists its models', async () => {
    const { data } = await client.models.list();
    expect(data.map(({ id, object, owned_by: owner }) => ({ id, object, owner }))).toEqual([
      { id: 'hello', object: 'model', owner: 'rivulet' },
      { id: 'showcase', object: 'model', owner: 'rivulet' },
    ]);
  });

  test('[B1] sends chunks as OpenAI does: one id, one time, a role first, [DONE] last, usage for nobody who did not ask', async () => {
    const response = await post({ ...question, stream: true });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const messages = (await response.text()).split('\n\n').slice(0, -1);
    expect(messages.at(-1)).toBe('data: [DONE]');
    const chunks = messages
      .slice(0, -1)
      .map((message) => JSON.parse(message.slice('data: '.length)) as { id: string; created: number });
    const [first] = chunks;
    expect(first?.id).toMatch(/^chatcmpl-[0-9a-f]{32}$/);
    expect(first?.created).toBeGreaterThan(1_700_000_000);
    const choice = (delta: unknown, reason: string | null = null): unknown => ({
      id: first?.id,
      object: 'chat.completion.chunk',
      created: first?.created,
      model: 'hello',
      choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }],
    });
    expect(chunks).toEqual([
      choice({ role: 'assistant', content: '' }),
      choice({ reasoning_content: 'Hm.' }),
      choice({ content: 'Hello' }),
      choice({ content: ' 🌍' }),
      choice({}, 'stop'),
    ]);
  });

  test('[B1] a model that ends without a word ends the stream without [DONE]', async () => {
    door.serve('cut', saying({ type: 'text', text: 'Hel' }));
    const body = await (await post({ ...question, model: 'cut', stream: true })).text();
    expect(body).toContain('Hel');
    expect(body).not.toContain('[DONE]');
  });

  test('[B1] an error in the middle is the last message, and a status for one who asked for no stream', async () => {
    door.serve('broken', saying({ type: 'text', text: 'Hel' }, new ReplyError(replyError('overloaded', 'Too much.'))));
    const stream = await client.chat.completions.create({ ...question, model: 'broken', stream: true });
    const read = async (): Promise<void> => {
      for await (const chunk of stream) expect(chunk.object).toBe('chat.completion.chunk');
    };
    await expect(read()).rejects.toThrow('Too much.');
    await expect(client.chat.completions.create({ ...question, model: 'broken' })).rejects.toThrow('500');
  });
});

describe('a wrong request to the door', () => {
  test.each<[string, unknown, number, RegExp]>([
    ['that is not JSON', '{', 400, /not valid JSON/],
    ['that is no object', [], 400, /JSON object/],
    ['without a model', { messages: question.messages }, 400, /`model`/],
    ['without messages', { model: 'hello', messages: [] }, 400, /`messages`/],
    [
      'with a role that nobody knows',
      { model: 'hello', messages: [{ role: 'toString', content: '' }] },
      400,
      /`messages`/,
    ],
    ['with a content that is no text', { model: 'hello', messages: [{ role: 'user', content: 7 }] }, 400, /`messages`/],
    ['for several replies', { ...question, n: 2 }, 400, /`n`/],
    ['for no tokens', { ...question, max_tokens: 0 }, 400, /`max_completion_tokens`/],
    ['that is too hot', { ...question, temperature: 2.1 }, 400, /`temperature`/],
    ['with a crooked seed', { ...question, seed: 0.5 }, 400, /`seed`/],
    ['for a model that is not there', { ...question, model: 'gpt-99' }, 404, /`gpt-99` does not exist/],
  ])('[B2] %s is refused in words', async (_what, body, status, words) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      error: {
        message: expect.stringMatching(words) as string, // A matcher, which vitest types as anything.
        type: 'invalid_request_error',
        param: null,
        code: status === 404 ? 'model_not_found' : null,
      },
    });
  });

  test('[B2] is an error of the right kind for the official client', async () => {
    await expect(client.chat.completions.create({ ...question, model: 'gpt-99' })).rejects.toThrow(
      OpenAI.NotFoundError,
    );
    const stranger = new OpenAI({ baseURL: door.baseUrl, apiKey: 'wrong', maxRetries: 0 });
    await expect(stranger.chat.completions.create(question)).rejects.toThrow(OpenAI.AuthenticationError);
    await expect(stranger.models.list()).rejects.toThrow(OpenAI.AuthenticationError);
    expect(lastRequest().authorization).toBe('Bearer wrong');
  });

  test('[B2] with the wrong method names the right one', async () => {
    const response = await fetch(`${door.baseUrl}/chat/completions`);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    const deletion = await fetch(`${door.baseUrl}/models`, { method: 'DELETE' });
    expect([deletion.status, deletion.headers.get('allow')]).toEqual([405, 'GET']);
  });

  test('[B2] to nowhere, of a foreign type or too large is refused', async () => {
    expect((await fetch(`${door.baseUrl}/embeddings`)).status).toBe(404);
    expect((await post(question, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post('x'.repeat(16 * 1024 * 1024 + 1))).status).toBe(413);
  });

  test('[B2] leaves out what these models cannot do, and reads every spelling of a message', async () => {
    let heard: unknown;
    door.serve('listener', {
      description: 'Listens.',
      async *respond(request) {
        heard = request;
        yield { type: 'finish', finishReason: 'stop' };
      },
    });
    await post({
      model: 'listener',
      max_tokens: null,
      max_completion_tokens: 9,
      temperature: 0,
      seed: 3,
      tools: [],
      messages: [
        { role: 'developer', content: 'Be kind.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Hi' },
            { type: 'image_url', image_url: {} },
          ],
        },
        { role: 'assistant', content: null },
        { role: 'tool', content: '42' },
      ],
    });
    expect(heard).toEqual({
      model: 'listener',
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: '' },
        { role: 'user', content: '42' },
      ],
      maxTokens: 9,
      temperature: 0,
      seed: 3,
      stream: false,
      includeUsage: false,
    });
  });
});

describe('a client that goes away', () => {
  test('[B3] stops the model in the tick in which its connection closes, and the record says so', async () => {
    const gate = createGate();
    const ended: string[] = [];
    door.serve('endless', {
      description: 'Never ends by itself.',
      async *respond(_request, signal) {
        signal.addEventListener('abort', () => ended.push('model'));
        yield { type: 'text', text: 'Hello' };
        await gate.pass(signal);
        ended.push('generator');
      },
    });
    const stream = await client.chat.completions.create({ ...question, model: 'endless', stream: true });
    await gate.reached;
    const record = lastRequest();
    expect(record).toMatchObject({ tokensSent: 1, body: { model: 'endless' } });
    expect(record.closedAtMs).toBeUndefined();
    const closing = record.closed.then(() => ended.push('record'));
    stream.controller.abort();
    await closing;
    expect(ended.slice(0, 1)).toEqual(['model']);
    expect(ended).toContain('record');
    expect(record.closedBy).toBe('client');
    expect(record.closedAtMs).toBeGreaterThanOrEqual(record.openedAtMs);
  });

  test('[B3] a reply that was sent whole was ended by the server', async () => {
    await client.chat.completions.create(question);
    await lastRequest().closed;
    expect(lastRequest()).toMatchObject({ closedBy: 'server', tokensSent: 3 });
  });

  test('[B10] a door that is told to keep no records remembers no request', async () => {
    const discreet = await startModelServer({ models: { hello }, maxRecords: 0 });
    onTestFinished(() => discreet.close());
    const other = new OpenAI({ baseURL: discreet.baseUrl, apiKey: 'none', maxRetries: 0 });
    await other.chat.completions.create(question);
    expect(discreet.requests).toEqual([]);
  });

  test('[B3] the model waits for a client that does not read', async () => {
    const total = 2_000;
    let asked = 0;
    door.serve('flood', {
      description: 'Says a lot.',
      async *respond() {
        for (; asked < total; asked += 1) yield { type: 'text', text: 'x'.repeat(64 * 1024) };
        yield { type: 'finish', finishReason: 'stop' };
      },
    });
    const body = JSON.stringify({ ...question, model: 'flood', stream: true });
    const socket = connect(Number(new URL(door.baseUrl).port), '127.0.0.1');
    const head = [
      'POST /v1/chat/completions HTTP/1.1',
      'Host: 127.0.0.1',
      'Authorization: Bearer right',
      'Connection: close',
    ];
    socket.write([...head, 'Content-Type: application/json', `Content-Length: ${body.length}`, '', body].join('\r\n'));
    let [before, quietTurns] = [-1, 0];
    while (quietTurns < 50) {
      await new Promise((resolve) => setImmediate(resolve));
      quietTurns = asked > 0 && asked === before ? quietTurns + 1 : 0;
      before = asked;
    }
    expect(asked).toBeLessThan(total);
    expect(await readText(socket)).toContain('[DONE]');
    expect(asked).toBe(total);
  });
});

describe('the door over the showcase', () => {
  test('[B5] 2,000 tokens arrive complete and byte for byte', async () => {
    const stream = await client.chat.completions.create({
      model: 'showcase',
      messages: [{ role: 'user', content: '500 tokens/s, 2000 tokens' }],
      stream: true,
      stream_options: { include_usage: true },
    });
    const texts: string[] = [];
    let usage: OpenAI.CompletionUsage | null | undefined;
    for await (const chunk of stream) {
      const content = chunk.choices[0]?.delta.content;
      if (content) texts.push(content);
      usage = chunk.usage ?? usage;
    }
    expect(texts).toEqual(showcaseTokens(2_000));
    const reasoningTokens = usage?.completion_tokens_details?.reasoning_tokens ?? 0;
    expect(usage?.completion_tokens).toBe(2_000 + reasoningTokens);
  });
});
