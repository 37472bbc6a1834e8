import { connect } from 'node:net';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textOfFrames } from '../../mocks/Answer.ts';
import { createInstantClock } from '../../mocks/createInstantClock.ts';
import { faultNames, faultOf, type FaultName } from '../../mocks/faults.ts';
import { createGate, finish, hold, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { startModelServer, type ModelServer } from '../../models/server.ts';

const script = reply('Grüße, ', 'мир, ', '世界, ', '🌍.', finish('stop', { inputTokens: 1, outputTokens: 4 }));
const question = { model: 'scripted', messages: [{ role: 'user' as const, content: 'Hi' }] };
const body = { ...question, stream: true };

let door: ModelServer;
beforeAll(async () => {
  door = await startModelServer({ models: {}, clock: createInstantClock() });
});
afterAll(() => door.close());

/** All bytes that come over a connection until it is over; one that only goes silent is left by the reader at the end of `expected`. */
function rawAnswer(expected: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const chunks: Buffer[] = [];
  const json = JSON.stringify(body);
  const socket = connect(Number(new URL(door.baseUrl).port), '127.0.0.1');
  socket.on('data', (chunk) => {
    chunks.push(chunk);
    if (bodyOf(Buffer.concat(chunks)).length >= Buffer.byteLength(expected)) socket.end();
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => resolve(bodyOf(Buffer.concat(chunks)).toString()));
  const head = [
    'POST /v1/chat/completions HTTP/1.0',
    'Content-Type: application/json',
    `Content-Length: ${json.length}`,
  ];
  socket.write([...head, '', json].join('\r\n'));
  return promise;
}

function bodyOf(answer: Buffer): Buffer {
  const start = answer.indexOf('\r\n\r\n');
  return start === -1 ? Buffer.alloc(0) : answer.subarray(start + 4);
}

const playable = faultNames.filter((name): name is Exclude<FaultName, 'silent'> => {
  const { only } = faultOf(name);
  return only === undefined && name !== 'silent';
});

describe('a scripted model', () => {
  test('[B9] says its script to the official client', async () => {
    door.serve('scripted', scriptModel(script));
    const client = new OpenAI({ baseURL: door.baseUrl, apiKey: 'any', maxRetries: 0 });
    const streamed = await client.chat.completions.stream(question).finalChatCompletion();
    expect(streamed.choices[0]?.message.content).toBe('Grüße, мир, 世界, 🌍.');
    const whole = await client.chat.completions.create(question);
    expect(whole.choices[0]?.message.content).toBe('Grüße, мир, 世界, 🌍.');
    expect(door.requests.at(-2)?.tokensSent).toBe(4);
  });

  test.each(playable)('[B9] with the fault "%s" sends exactly its bytes', async (fault) => {
    const model = scriptModel(script, { fault });
    door.serve('scripted', model);
    const answer = model.answer({ model: 'scripted', messages: [], stream: true, includeUsage: false });
    const frames = answer.type === 'response' ? answer.frames : [];
    expect(await rawAnswer(textOfFrames(frames))).toBe(textOfFrames(frames));
  });

  test('[B9] that drops the connection ended it itself', async () => {
    door.serve('scripted', scriptModel(script, { fault: 'drop mid-event' }));
    const response = await fetch(`${door.baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    await expect(response.text()).rejects.toThrow('terminated');
    expect(door.requests.at(-1)).toMatchObject({ closedBy: 'server', tokensSent: 3 });
  });

  test.each<[string, Parameters<typeof scriptModel>[1]]>([
    ['has gone silent', { fault: 'silent' }],
    ['stands at a gate before the headers', { before: [hold(createGate())] }],
  ])('[B9] that %s lets a client go that leaves before anything came', async (_what, options) => {
    door.serve('scripted', scriptModel(script, options));
    const leaving = new AbortController();
    const asked = door.requests.length;
    const response = fetch(`${door.baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: leaving.signal,
    });
    while (door.requests[asked]?.body === undefined) await new Promise((resolve) => setImmediate(resolve));
    leaving.abort();
    await expect(response).rejects.toThrow('abort');
    await door.requests[asked]?.closed;
    expect(door.requests[asked]).toMatchObject({ closedBy: 'client', tokensSent: 0 });
  });

  test('[B9] can make its script for each request', async () => {
    door.serve(
      'scripted',
      scriptModel(({ messages }) => reply(`You said ${messages.at(-1)?.content ?? ''}`)),
    );
    expect(await rawAnswer('x'.repeat(10_000))).toContain('You said Hi');
  });
});
