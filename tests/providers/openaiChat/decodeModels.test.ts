import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { openaiChat } from '../../../providers/openaiChat.ts';

function names(value: unknown): readonly string[] | undefined {
  return openaiChat.decodeModels(typeof value === 'string' ? value : JSON.stringify(value))?.map(({ name }) => name);
}

test('[V21] models are listed in the order of the server, each once', () => {
  expect(names({ object: 'list', data: [{ id: 'b', object: 'model' }, { id: 'a' }, { id: 'b' }] })).toEqual(['b', 'a']);
});

test.each([
  [
    'llama.cpp, which sends both lists',
    { models: [{ name: 'x.gguf', model: 'x.gguf' }], object: 'list', data: [{ id: 'x.gguf' }] },
    ['x.gguf'],
  ],
  ['Ollama', { models: [{ name: 'gemma4:12b', model: 'gemma4:12b', details: {} }] }, ['gemma4:12b']],
  ['Ollama without a model', { object: 'list', data: null }, []],
  [
    'Together, a bare list',
    [
      { id: 'a/b', type: 'chat' },
      { id: 'a/c', type: 'image' },
    ],
    ['a/b'],
  ],
  [
    'LM Studio, which says what each is',
    {
      data: [
        { id: 'q', type: 'llm' },
        { id: 'v', type: 'vlm' },
        { id: 'n', type: 'embeddings' },
      ],
    },
    ['q', 'v'],
  ],
  [
    'Mistral',
    {
      data: [
        { id: 'm', capabilities: { completion_chat: true } },
        { id: 'o', capabilities: { completion_chat: false } },
      ],
    },
    ['m'],
  ],
  [
    'OpenRouter',
    {
      data: [
        { id: 'x/y', architecture: { output_modalities: ['text'] } },
        { id: 'x/z', architecture: { output_modalities: ['image'] } },
      ],
    },
    ['x/y'],
  ],
  ['an empty list', { data: [] }, []],
  [
    'entries that are none',
    { data: [null, 7, {}, { id: '' }, { id: 7 }, { id: 'x'.repeat(999) }, { id: 'a' }] },
    ['a'],
  ],
])('[V21] %s', (_name, body, expected) => {
  expect(names(body)).toEqual(expected);
});

test('[V21] what obviously cannot chat is left out of a list that holds everything', () => {
  const chat =
    'gpt-5 gpt-5-mini gpt-4o gpt-4o-search-preview gpt-4.1-nano o4-mini chatgpt-4o-latest gpt-3.5-turbo ft:gpt-4o:acme::abc claude-opus-4 ' +
    'meta-llama/Llama-3.1-8B-Instruct-Turbo openai/gpt-oss-120b qwen3:0.6b gemini-2.5-flash deepseek-reasoner tiny showcase';
  const others =
    'text-embedding-3-small nomic-embed-text:latest embeddinggemma bge-m3 all-minilm whisper-1 gpt-4o-transcribe tts-1-hd gpt-4o-mini-tts ' +
    'dall-e-3 gpt-image-1 sora-2 omni-moderation-latest gpt-4o-realtime-preview gpt-4o-audio-preview babbage-002 davinci-002 ' +
    'gpt-3.5-turbo-instruct qwen3-reranker models/imagen-4.0-generate-001';
  const data = `${others} ${chat}`.split(' ').map((id) => ({ id }));
  expect(names({ data })).toEqual(chat.split(' '));
});

test('[V21] a description is kept as one line of at most 200 units', () => {
  const data = [
    { id: 'a', description: 'Fluent\nnonsense.' },
    { id: 'b', description: 'word '.repeat(100) },
    { id: 'c', description: 7 },
  ];
  const models = openaiChat.decodeModels(JSON.stringify({ data })) ?? [];
  expect(models[0]).toEqual({ name: 'a', description: 'Fluent nonsense.' });
  expect(models[1]?.description?.length).toBeLessThanOrEqual(200);
  expect(models[2]).toEqual({ name: 'c' });
});

test('[V21] anything else is no list, and nothing throws', () => {
  const bodies = ['', '<html>', 'null', '7', '{}', '{"data":null}', '{"data":{}}', '{"error":"x"}'];
  for (const body of bodies) expect(names(body)).toBeUndefined();
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.record({ data: fc.array(fc.jsonValue()) })), (value) => {
      expect(() => names(value)).not.toThrow();
    }),
  );
});
