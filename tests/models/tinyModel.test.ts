import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import type { ChatRequest, ModelPiece } from '../../models/ChatModel.ts';
import { startModelServer } from '../../models/server.ts';
import { TinyModelError, type TinyEvent, type TinyModel, type TinyRequest } from '../../models/tiny/TinyModel.ts';
import { tinyChatModel } from '../../models/tinyModel.ts';

/** A stand-in for the transformer: it says what it is given and remembers what it was asked. */
function standIn(...events: readonly (TinyEvent | Error)[]): TinyModel & { readonly asked: TinyRequest[] } {
  const asked: TinyRequest[] = [];
  return {
    asked,
    computedTokens: 0,
    warmUp: () => Promise.resolve(),
    async *generate(request) {
      asked.push(request);
      for (const event of events) {
        if (event instanceof Error) throw event;
        yield event;
      }
    },
    close: () => Promise.resolve(),
  };
}

const request: ChatRequest = {
  model: 'tiny',
  messages: [{ role: 'user', content: 'Hi' }],
  stream: true,
  includeUsage: true,
};

async function say(tiny: TinyModel, asked = request): Promise<ModelPiece[]> {
  const pieces: ModelPiece[] = [];
  for await (const piece of tinyChatModel(tiny).respond(asked, new AbortController().signal)) pieces.push(piece);
  return pieces;
}

describe('the tiny model behind the door', () => {
  test('[B7] says its texts, its finish reason and its true usage', async () => {
    const tiny = standIn(
      { type: 'text', text: 'Hello' },
      { type: 'end', finishReason: 'length', promptTokens: 5, completionTokens: 1 },
    );
    expect(await say(tiny, { ...request, maxTokens: 1, temperature: 0, seed: 7 })).toEqual([
      { type: 'text', text: 'Hello' },
      { type: 'finish', finishReason: 'length', usage: { inputTokens: 5, outputTokens: 1 } },
    ]);
    expect(tiny.asked).toEqual([
      { messages: request.messages, tokensPerSecond: 120, maxTokens: 1, temperature: 0, seed: 7 },
    ]);
  });

  test('[B7] leaves what was not asked for to the model', async () => {
    const tiny = standIn();
    await say(tiny);
    expect(tiny.asked).toEqual([{ messages: request.messages, tokensPerSecond: 120 }]);
  });

  test.each([
    [{ droppedTurns: 1, newestCut: false }, 'the oldest message was left out.'],
    [{ droppedTurns: 3, newestCut: false }, 'the oldest 3 messages were left out.'],
    [{ droppedTurns: 2, newestCut: true }, 'the beginning of your message was left out.'],
  ])('[B8] says what it could not read: %o', async (left, words) => {
    expect(await say(standIn({ type: 'notice', ...left }))).toEqual([
      { type: 'notice', text: `This model reads only a short text: ${words}` },
    ]);
  });

  test('[B7] a broken worker is an error of the provider, anything else is thrown on', async () => {
    const broken = standIn(new TinyModelError('worker-failed'));
    await expect(say(broken)).rejects.toMatchObject({ body: { code: 'provider', message: /broke/ } });
    await expect(say(standIn(new RangeError('A bug.')))).rejects.toThrow(RangeError);
  });

  test('[B7] the door serves it and the showcase by itself, and closes both', async () => {
    const door = await startModelServer();
    const client = new OpenAI({ baseURL: door.baseUrl, apiKey: 'none', maxRetries: 0 });
    const { data } = await client.models.list();
    expect(data.map((model) => model.id)).toEqual(['showcase', 'tiny']);
    const answered = client.chat.completions.stream({
      model: 'tiny',
      messages: [{ role: 'user', content: 'Hello' }],
      max_completion_tokens: 4,
      temperature: 0,
      stream: true,
      stream_options: { include_usage: true },
    });
    const completion = await answered.finalChatCompletion();
    expect(completion.choices[0]?.message.content).not.toBe('');
    expect(completion.usage?.completion_tokens).toBeLessThanOrEqual(4);
    await door.close();
    await expect(client.models.list()).rejects.toThrow(OpenAI.APIConnectionError);
  });

  test('[B7] a port that is taken is said by the code of the system', async () => {
    const door = await startModelServer({ models: {} });
    const port = Number(new URL(door.baseUrl).port);
    await expect(startModelServer({ models: {}, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await door.close();
  });
});
