import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCount, isFinalEvent, isReplyEventType, parseReplyEventBody, parseUsage } from '../../protocol/events.ts';
import { eventBody, finalEvent } from './arbitraries.ts';

test('[W9] what ends a reply is its end, a stop, an interruption or an error, and nothing else', () => {
  fc.assert(
    fc.property(eventBody, ({ type, ...fields }) => {
      const isFinal = ['reply-end', 'reply-stop', 'reply-interrupt', 'reply-error'].includes(type);
      const parsed = parseReplyEventBody(type, fields);
      expect(parsed && isFinalEvent(parsed)).toBe(isFinal);
    }),
  );
});

test('[W3] an event is rebuilt from its fields, all of them and no other', () => {
  fc.assert(
    fc.property(eventBody, ({ type, ...fields }) => {
      expect(parseReplyEventBody(type, { ...fields, mood: 'good', type: 'x', seq: 1 })).toStrictEqual({
        type,
        ...fields,
      });
    }),
  );
});

test('[W3] a name of an event is known or not, whatever an object has by nature', () => {
  expect(isReplyEventType('reply-end')).toBe(true);
  for (const name of ['', 'constructor', 'toString', 'ping', 'REPLY-END']) expect(isReplyEventType(name)).toBe(false);
});

describe('[W3] a final event of a newer server still ends the reply', () => {
  test.each([
    ['reply-end', { finishReason: 'enlightened' }, { type: 'reply-end', finishReason: 'other' }],
    ['reply-end', {}, { type: 'reply-end', finishReason: 'other' }],
    [
      'reply-end',
      { finishReason: 'stop', usage: { inputTokens: -1, outputTokens: 2, price: 3 } },
      { type: 'reply-end', finishReason: 'stop', usage: { outputTokens: 2 } },
    ],
    ['reply-interrupt', { reason: 'earthquake' }, { type: 'reply-interrupt', reason: 'truncated' }],
    [
      'reply-error',
      { error: { code: 'new', message: 'm' } },
      { type: 'reply-error', error: { code: 'provider', message: 'm' } },
    ],
  ])('%s %j', (type, fields, expected) => {
    expect(parseReplyEventBody(type, fields)).toEqual(expected);
  });
});

test('[W3] hostile fields never throw', () => {
  fc.assert(
    fc.property(fc.oneof(eventBody, finalEvent), fc.jsonValue(), ({ type }, value) => {
      const parsed = parseReplyEventBody(type, value);
      expect(parsed === undefined || parsed.type === type).toBe(true);
    }),
  );
});

test('[W3] token counts are whole numbers that are not negative; without any there is no usage', () => {
  expect(parseUsage({ inputTokens: 1, outputTokens: 1.5, reasoningTokens: '3', cachedInputTokens: null })).toEqual({
    inputTokens: 1,
  });
  for (const value of [undefined, null, [], {}, { inputTokens: -1 }, 'x']) expect(parseUsage(value)).toBeUndefined();
  const values = [-1, 0, 1.5, 7, Number.NaN, Infinity, 2 ** 53 - 1, 2 ** 53, '1', null, undefined];
  expect(values.filter(isCount)).toEqual([0, 7, 2 ** 53 - 1]);
});
