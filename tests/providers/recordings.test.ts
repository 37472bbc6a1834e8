import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FinishReason, Usage } from '../../protocol/events.ts';
import { isRecord, type Part } from '../../protocol/parts.ts';
import { cutAt, decodeMessages, eventsIn, messagesIn, outcomeOf, recording, type Outcome } from './readStream.ts';

/** The string at a path in each chunk of a recording, joined; read from the raw JSON, with nothing of the decoder. */
function joinedField(name: string, ...path: readonly (string | number)[]): string {
  const lines = new TextDecoder().decode(recording(name)).split('\n');
  return lines
    .filter((line) => line.startsWith('data: {'))
    .map((line) => path.reduce<unknown>(step, JSON.parse(line.slice('data: '.length))))
    .filter((value) => typeof value === 'string')
    .join('');
}

function step(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return value[Number(key)] as unknown;
  return isRecord(value) ? value[key] : undefined;
}

interface Expected {
  readonly kinds: readonly Part['type'][];
  readonly text?: string;
  readonly reasoning?: string;
  readonly toolCalls?: readonly Part[];
  readonly finishReason: FinishReason;
  readonly usage?: Usage;
}

const CONTENT = ['choices', 0, 'delta', 'content'] as const;

const COMPLETE: Readonly<Record<string, Expected>> = {
  'openai-chat-text.jsonl': {
    kinds: ['text'],
    text: joinedField('openai-chat-text.jsonl', ...CONTENT),
    finishReason: 'stop',
    usage: { inputTokens: 16, outputTokens: 300, reasoningTokens: 0, cachedInputTokens: 0 },
  },
  'openai-chat-moderation-obfuscation.sse': {
    kinds: ['text'],
    text: 'Paris.',
    finishReason: 'stop',
    usage: { inputTokens: 13, outputTokens: 11, reasoningTokens: 0, cachedInputTokens: 0 },
  },
  'vllm-crusoe-chat.sse': {
    kinds: ['text'],
    text: '1, 2, 3, 4, 5',
    finishReason: 'stop',
    usage: { inputTokens: 46, outputTokens: 14, cachedInputTokens: 0 },
  },
  'huggingface-novita-short.sse': {
    kinds: ['text'],
    text: 'Paris',
    finishReason: 'stop',
    usage: { inputTokens: 40, outputTokens: 2 },
  },
  'llamacpp-chat-usage.sse': {
    kinds: ['text'],
    text: joinedField('llamacpp-chat-usage.sse', ...CONTENT),
    finishReason: 'stop',
    usage: { inputTokens: 9, outputTokens: 19, cachedInputTokens: 8 },
  },
  'llamacpp-length.sse': {
    kinds: ['text'],
    text: joinedField('llamacpp-length.sse', ...CONTENT),
    finishReason: 'length',
    usage: { inputTokens: 16, outputTokens: 12, cachedInputTokens: 3 },
  },
  'llamacpp-timings-progress.sse': {
    kinds: ['text'],
    text: 'Once upon a time',
    finishReason: 'length',
  },
  'llamacpp-n2-usage-in-the-middle.sse': {
    kinds: ['text'],
    text: 'Good day! Ask',
    finishReason: 'length',
    usage: { inputTokens: 9, outputTokens: 4, cachedInputTokens: 8 },
  },
  'mistral-thinking-array-content.sse': {
    kinds: ['reasoning', 'text'],
    text: joinedField('mistral-thinking-array-content.sse', ...CONTENT),
    reasoning: joinedField('mistral-thinking-array-content.sse', ...CONTENT, 0, 'thinking', 0, 'text'),
    finishReason: 'stop',
    usage: { inputTokens: 10, outputTokens: 232 },
  },
  'moonshot-stream.jsonl': {
    kinds: ['reasoning', 'text'],
    text: 'Hello!',
    reasoning: 'Thinking aloud. ',
    finishReason: 'stop',
    usage: { inputTokens: 9, outputTokens: 12, reasoningTokens: 7 },
  },
  'perplexity-citations.jsonl': {
    kinds: ['text'],
    text: 'The current population of **[2][3]',
    finishReason: 'stop',
    usage: { inputTokens: 10, outputTokens: 336 },
  },
  'openrouter-reasoning.sse': {
    kinds: ['reasoning', 'text'],
    text: '2 + 2 = 4',
    reasoning: 'This is a simple arithmetic question. 2+2 equals 4.',
    finishReason: 'stop',
    usage: { inputTokens: 43, outputTokens: 36, reasoningTokens: 13, cachedInputTokens: 0 },
  },
  'groq-tool-call.jsonl': {
    kinds: ['tool-call'],
    toolCalls: [{ type: 'tool-call', toolCallId: 'tk85n1k4m', name: 'weather', argumentsText: '{}' }],
    finishReason: 'tool-calls',
    usage: { inputTokens: 210, outputTokens: 15 },
  },
  'xai-chat-tool-call.jsonl': {
    kinds: ['reasoning', 'tool-call'],
    reasoning: joinedField('xai-chat-tool-call.jsonl', 'choices', 0, 'delta', 'reasoning_content'),
    toolCalls: [
      {
        type: 'tool-call',
        toolCallId: 'call_79382389',
        name: 'weather',
        argumentsText: '{"location":"San Francisco"}',
      },
    ],
    finishReason: 'tool-calls',
    usage: { inputTokens: 307, outputTokens: 26, reasoningTokens: 227, cachedInputTokens: 306 },
  },
  'synthetic/deepseek-keepalive.sse': {
    kinds: ['reasoning', 'text'],
    text: 'ok',
    reasoning: 'Hm',
    finishReason: 'stop',
    usage: { inputTokens: 6, outputTokens: 2 },
  },
  'synthetic/llamacpp-progress-timings.sse': {
    kinds: ['reasoning', 'text'],
    text: 'Hi 你好',
    reasoning: 'Okay',
    finishReason: 'stop',
    usage: { inputTokens: 2641, outputTokens: 3 },
  },
  'synthetic/ollama-v1-thinking.sse': {
    kinds: ['reasoning', 'text'],
    text: 'Hello there 👋',
    reasoning: 'The user says hi.',
    finishReason: 'stop',
    usage: { inputTokens: 68, outputTokens: 41 },
  },
  'synthetic/think-tags-inline-split.sse': {
    kinds: ['reasoning', 'text'],
    text: 'Answer: 1 < 2 and <thinking-cap> stays',
    reasoning: 'Let me see',
    finishReason: 'stop',
  },
};

/** Recordings of runs that broke: what is kept, and how each ends. */
const BROKEN: Readonly<Record<string, Pick<Outcome, 'text' | 'reasoning' | 'final'>>> = {
  'openrouter-midstream-error.sse': {
    text: '',
    reasoning: 'We need to respond to a greeting. The user',
    final: {
      type: 'reply-error',
      error: {
        code: 'provider',
        message: 'The provider reported an error. The provider says: “Token limit reached”',
      },
    },
  },
  'groq-tool-use-failed-error.sse': {
    text: '',
    reasoning: joinedField('groq-tool-use-failed-error.sse', 'choices', 0, 'delta', 'reasoning').slice(
      0,
      // The file holds two answers; the error ends the first, which says this last.
      joinedField('groq-tool-use-failed-error.sse', 'choices', 0, 'delta', 'reasoning').indexOf('do that.') + 8,
    ),
    final: {
      type: 'reply-error',
      error: {
        code: 'provider',
        message:
          'The provider reported an error. The provider says: “Tool call validation failed: tool call validation failed: parameters for tool ' +
          "get_something_by_name did not match schema: errors: [missing properties: 'name', additionalProperties 'invalid_param' not allowed]”",
      },
    },
  },
  'synthetic/llamacpp-midstream-error.sse': {
    text: 'Hi',
    reasoning: '',
    final: {
      type: 'reply-error',
      error: {
        code: 'provider',
        message: 'The provider reported an error. The provider says: “context shift is disabled”',
      },
    },
  },
  'synthetic/lmstudio-compute-error.sse': {
    text: 'He',
    reasoning: '',
    final: {
      type: 'reply-error',
      error: { code: 'provider', message: 'The provider reported an error. The provider says: “Compute error.”' },
    },
  },
  'synthetic/truncated-no-finish.sse': {
    text: 'half a sent',
    reasoning: '',
    final: { type: 'reply-interrupt', reason: 'truncated' },
  },
  'google-gemini-native-crlf.sse': {
    text: '',
    reasoning: '',
    final: {
      type: 'reply-error',
      error: { code: 'bad-response', message: 'The provider answered with something that is not a reply.' },
    },
  },
};

describe('[V22] every recording gives what its server said', () => {
  test.each(Object.entries(COMPLETE))('%s', (name, expected) => {
    const outcome = outcomeOf(eventsIn([recording(name)]));
    expect(outcome.kinds).toEqual(expected.kinds);
    expect(outcome.text).toBe(expected.text ?? '');
    expect(outcome.reasoning).toBe(expected.reasoning ?? '');
    expect(outcome.parts.filter(({ type }) => type === 'tool-call')).toEqual(expected.toolCalls ?? []);
    const usage = expected.usage ? { usage: expected.usage } : {};
    expect(outcome.final).toEqual({ type: 'reply-end', finishReason: expected.finishReason, ...usage });
  });

  test.each(Object.entries(BROKEN))('%s', (name, expected) => {
    const { text, reasoning, final } = outcomeOf(eventsIn([recording(name)]));
    expect({ text, reasoning, final }).toEqual(expected);
  });
});

describe('[V22] a recording gives the same events wherever its bytes are cut', () => {
  test.each(Object.keys({ ...COMPLETE, ...BROKEN }))('%s', (name) => {
    const bytes = recording(name);
    const whole = eventsIn([bytes]);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 40 }), (offsets) => {
        expect(eventsIn(cutAt(bytes, offsets))).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  });
});

describe('[V13] a recording that ends early never counts as done before its server said so', () => {
  test.each(Object.keys(COMPLETE))('%s', (name) => {
    const messages = messagesIn([recording(name)]);
    const finished = messages.findIndex(({ data }) => /"finish_reason": ?"/.test(data) && !/"index":1/.test(data));
    for (let count = 0; count <= messages.length; count += 1) {
      const { final } = outcomeOf(decodeMessages(messages.slice(0, count)));
      expect(final.type === 'reply-end', `after ${count} messages`).toBe(count > finished);
    }
  });
});
