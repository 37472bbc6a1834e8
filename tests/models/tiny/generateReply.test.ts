import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { buildPrompt } from '../../../models/tiny/buildPrompt.ts';
import { generateReply } from '../../../models/tiny/generateReply.ts';
import { PROMPT_TOKENS, WINDOW_TOKENS } from '../../../models/tiny/limits.ts';
import { loadEngine } from '../../../models/tiny/loadEngine.ts';
import type { TinyEvent, TinyMessage, TinyRequest } from '../../../models/tiny/TinyModel.ts';
import { modelBytes } from './modelBytes.ts';

interface ExpectedCase {
  readonly messages: readonly TinyMessage[];
  readonly maxTokens: number;
  readonly tokens: readonly number[];
  readonly text: string;
}

// A fixture of our own; a field that is missing fails the comparison below.
const { cases } = JSON.parse(readFileSync(new URL('./fixtures/expected.json', import.meta.url), 'utf8')) as {
  cases: readonly ExpectedCase[];
};

const engine = loadEngine(modelBytes());
const ask = (content: string): readonly TinyMessage[] => [{ role: 'user', content }];

function reply(request: TinyRequest) {
  const steps = [...generateReply(engine, request)];
  const events = steps.filter((step) => step !== undefined);
  const text = events.map((event) => (event.type === 'text' ? event.text : '')).join('');
  return { steps, events, text, end: events.at(-1) };
}

const endOf = (finishReason: 'stop' | 'length', promptTokens: number, completionTokens: number): TinyEvent => ({
  type: 'end',
  finishReason,
  promptTokens,
  completionTokens,
});

describe('greedy replies to the eight prompts of the fixture', () => {
  test.each(cases)(
    '[Y6] $messages.0.content: the first 32 tokens are those of the reference',
    ({ messages, tokens }) => {
      const decode = engine.tokenizer.createDecoder();
      const expected = tokens.slice(0, 32).map(decode).join('');
      expect(reply({ messages, maxTokens: Math.min(32, tokens.length), temperature: 0 }).text).toBe(expected);
    },
  );

  test('[Y6] all eight replies are equal to the last character', () => {
    const texts = cases.map(({ messages, maxTokens }) => reply({ messages, maxTokens, temperature: 0 }).text);
    expect(texts).toEqual(cases.map(({ text }) => text));
  });
});

test('[Y7] a reply with a seed can be had again, and another seed gives another one', () => {
  const story = (seed: number) => reply({ messages: ask('Tell me a story'), maxTokens: 40, seed }).text;
  expect(story(1)).toBe(story(1));
  expect(story(1)).not.toBe(story(2));
});

test('[Y8] a conversation beyond the window begins with a notice of how much was left out', () => {
  const messages = Array.from({ length: 9 }, (_, index): TinyMessage => ({
    role: index % 2 === 0 ? 'user' : 'assistant',
    content: 'Tell me about the sea and the river. '.repeat(4),
  }));
  const { tokens, droppedTurns } = buildPrompt(messages, engine.tokenizer, PROMPT_TOKENS);
  const { events, end } = reply({ messages, maxTokens: 1 });
  expect(droppedTurns).toBeGreaterThan(0);
  expect(events[0]).toEqual({ type: 'notice', droppedTurns, newestCut: false });
  expect(end).toEqual(endOf('length', tokens.length, 1));
});

test('[Y8] a conversation within the window has no notice', () => {
  expect(reply({ messages: ask('Hello'), maxTokens: 1 }).events.map(({ type }) => type)).toEqual(['text', 'end']);
});

test('[Y10] the usage is what was computed: one step for each token of the prompt and of the reply', () => {
  const before = engine.transformer.computedTokens;
  const { end } = reply({ messages: ask('Hello'), temperature: 0 });
  expect(end).toEqual(endOf('stop', 9, 15));
  // The token that ends the reply is not read, but the one before it is, to learn that it comes.
  expect(engine.transformer.computedTokens - before).toBe(9 + 15);
});

test('[Y11] a reply that the model ended is finished by stop, one that was cut by length', () => {
  expect(reply({ messages: ask('Hello'), temperature: 0, maxTokens: 15 }).end).toEqual(endOf('length', 9, 15));
  expect(reply({ messages: ask('Hello'), temperature: 0, maxTokens: 16 }).end).toEqual(endOf('stop', 9, 15));
});

test('[Y11] no reply outgrows the window, whatever it is allowed', () => {
  const messages = ask('Tell me a long story about a fox. '.repeat(40));
  // Greedy, the model goes round in circles here and never ends by itself.
  const { end } = reply({ messages, temperature: 0, maxTokens: 100_000 });
  expect(end).toEqual(endOf('length', PROMPT_TOKENS, WINDOW_TOKENS - PROMPT_TOKENS));
});

test('between two steps at most one token is computed', () => {
  let before = engine.transformer.computedTokens;
  for (const _step of generateReply(engine, { messages: ask('Hello'), maxTokens: 8 })) {
    expect(engine.transformer.computedTokens - before).toBeLessThanOrEqual(1);
    before = engine.transformer.computedTokens;
  }
});

test('a character of several tokens comes as one text', () => {
  const { steps, text } = reply({ messages: ask('Say hello in other languages'), seed: 1 });
  expect(text).toContain('你好');
  expect(text).not.toContain('\uFFFD');
  expect(steps).toContainEqual({ type: 'text', text: '👋' });
});
