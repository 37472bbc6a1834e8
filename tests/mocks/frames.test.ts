import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { describe, expect, test } from 'vitest';
import { textOfFrames } from '../../mocks/Answer.ts';
import { chatCompletion, chatFrames } from '../../mocks/chatFrames.ts';
import { replyFrames } from '../../mocks/replyFrames.ts';
import {
  createGate,
  fail,
  finish,
  hold,
  interrupt,
  notice,
  reasoning,
  reply,
  toolCall,
  wait,
} from '../../mocks/script.ts';
import type { ReplyId } from '../../protocol/ids.ts';
import { decodeReplyEvent, encodeReplyEvent } from '../../protocol/sse.ts';
import { createReply, reduceReply, type Reply } from '../../src/conversation/reply.ts';

const usage = { inputTokens: 7, outputTokens: 2, reasoningTokens: 1 };
const everything = reply(
  reasoning('Let me '),
  reasoning('think.'),
  'Hello ',
  wait(5),
  'wörld 🌍',
  notice('Two turns were left out.'),
  toolCall('weather', { city: 'Oslo' }),
  'Done.',
  finish('length', usage),
);

function messagesIn(text: string): EventSourceMessage[] {
  const messages: EventSourceMessage[] = [];
  createParser({ onEvent: (message) => messages.push(message) }).feed(text);
  return messages;
}

function replyIn(text: string): Reply {
  const decoded = messagesIn(text).map(({ id = '', event = '', data }) => decodeReplyEvent({ id, event, data }));
  const events = decoded.flatMap((each) => (each.kind === 'event' ? [each.event] : []));
  expect(events).toHaveLength(decoded.length);
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
  return events.reduce(reduceReply, createReply('reply-0001' as ReplyId, 'asked'));
}

describe('a script in our own protocol', () => {
  test('[K4] is numbered events that a reader takes for the reply', () => {
    const { model, parts, state } = replyIn(textOfFrames(replyFrames(everything, 'mock/one')));
    expect(model).toBe('mock/one');
    expect(parts).toEqual([
      { type: 'reasoning', text: 'Let me think.' },
      { type: 'text', text: 'Hello wörld 🌍' },
      { type: 'notice', text: 'Two turns were left out.' },
      { type: 'tool-call', toolCallId: 'call_weather', name: 'weather', argumentsText: '{"city":"Oslo"}' },
      { type: 'text', text: 'Done.' },
    ]);
    expect(state).toEqual({ status: 'done', finishReason: 'length', usage });
  });

  test('[K4] two calls of tools and two notices are parts of their own', () => {
    const script = reply(notice('One.'), notice('Two.'), toolCall('a', 1, 'call_1'), toolCall('a', 2, 'call_2'));
    expect(replyIn(textOfFrames(replyFrames(script))).parts).toHaveLength(4);
  });

  test.each([
    [
      'failed',
      fail('overloaded', 'Busy.', 500),
      { status: 'failed', error: { code: 'overloaded', message: 'Busy.', retryAfterMs: 500 } },
    ],
    ['interrupted', interrupt(), { status: 'interrupted' }],
  ])('[K4] says that it %s', (_name, end, state) => {
    expect(replyIn(textOfFrames(replyFrames(reply('a', end)))).state).toEqual(state);
  });

  test('[K4] keeps its pauses, and has one frame for each delta', () => {
    const gate = createGate();
    const frames = replyFrames(reply('a', hold(gate), 'b', wait(9), 'c'));
    const places = frames.map((frame) => (frame.type === 'send' ? frame.place : frame));
    const pauses = [{ type: 'hold', gate }, 'body', { type: 'wait', ms: 9 }];
    expect(places).toEqual(['opening', 'body', ...pauses, 'body', 'ending']);
  });

  test('[K4] is framed as our server frames its events', () => {
    const [opening] = replyFrames(reply('a'), 'mock/one');
    expect(textOfFrames(opening ? [opening] : [])).toBe(
      encodeReplyEvent({ type: 'reply-start', model: 'mock/one', seq: 1 }),
    );
  });
});

describe('a script as Chat Completions', () => {
  const identity = { id: 'chatcmpl-1', model: 'm', created: 12 };
  const head = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 12, model: 'm' };
  const chunk = (delta: unknown, finishReason: string | null = null): unknown => ({
    ...head,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
    usage: null,
  });

  test('[K5] is chunks in the shape of OpenAI, a role first, usage and [DONE] last', () => {
    const messages = messagesIn(textOfFrames(chatFrames(everything, identity)));
    expect(messages.at(-1)?.data).toBe('[DONE]');
    expect(messages.slice(0, -1).map(({ data }): unknown => JSON.parse(data))).toEqual([
      chunk({ role: 'assistant', content: '' }),
      chunk({ reasoning_content: 'Let me ' }),
      chunk({ reasoning_content: 'think.' }),
      chunk({ content: 'Hello ' }),
      chunk({ content: 'wörld 🌍' }),
      { ...head, choices: [], usage: null, x_rivulet: { notice: 'Two turns were left out.' } },
      chunk({
        tool_calls: [{ index: 0, id: 'call_weather', type: 'function', function: { name: 'weather', arguments: '' } }],
      }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: '{"city":' } }] }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: '"Oslo"}' } }] }),
      chunk({ content: 'Done.' }),
      chunk({}, 'length'),
      {
        ...head,
        choices: [],
        usage: {
          prompt_tokens: 7,
          completion_tokens: 2,
          total_tokens: 9,
          completion_tokens_details: { reasoning_tokens: 1 },
        },
      },
    ]);
  });

  test('[K5] says nothing of usage to one who did not ask for it', () => {
    const text = textOfFrames(chatFrames(reply('a', finish('stop', usage)), { ...identity, includeUsage: false }));
    expect(text).not.toContain('usage');
    expect(messagesIn(text)).toHaveLength(4);
  });

  test('[K5] an error is the last message, without [DONE]', () => {
    const messages = messagesIn(textOfFrames(chatFrames(reply('a', fail('rate-limited', 'Slow down.')))));
    expect(JSON.parse(messages.at(-1)?.data ?? '')).toEqual({
      error: { message: 'Slow down.', type: 'requests', param: null, code: 'rate_limit_exceeded' },
    });
  });

  test('[K5] an interrupted reply just ends', () => {
    expect(messagesIn(textOfFrames(chatFrames(reply('a', interrupt()))))).toHaveLength(2);
  });

  test('[K5] is one object for one who asked for no stream', () => {
    expect(JSON.parse(chatCompletion(everything, identity))).toEqual({
      ...identity,
      object: 'chat.completion',
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: 'Hello wörld 🌍Done.',
            refusal: null,
            reasoning_content: 'Let me think.',
            tool_calls: [
              { id: 'call_weather', type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo"}' } },
            ],
          },
          logprobs: null,
          finish_reason: 'length',
        },
      ],
      usage: {
        prompt_tokens: 7,
        completion_tokens: 2,
        total_tokens: 9,
        completion_tokens_details: { reasoning_tokens: 1 },
      },
      x_rivulet: { notice: 'Two turns were left out.' },
    });
  });
});
