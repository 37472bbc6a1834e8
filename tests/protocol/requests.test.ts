import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseReplyRequest } from '../../protocol/requests.ts';
import { part } from './arbitraries.ts';

const VALID = {
  replyId: 'reply-0001',
  model: 'built-in/tiny',
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
  params: {},
};

test('[W5] a request is rebuilt from its fields, all of them and no other', () => {
  const request = fc.record({
    replyId: fc.constant('reply-0001'),
    model: fc.string({ minLength: 1, maxLength: 512 }),
    messages: fc.array(fc.record({ role: fc.constantFrom('system', 'user', 'assistant'), parts: fc.array(part) }), {
      minLength: 1,
    }),
    params: fc.record(
      { temperature: fc.double({ min: 0, max: 2, noNaN: true }), maxOutputTokens: fc.integer({ min: 1 }) },
      { requiredKeys: [] },
    ),
  });
  fc.assert(
    fc.property(request, (value) => {
      const messages = value.messages.map((message) => ({ ...message, id: 'x', key: 'sk-1' }));
      const hostile = { ...value, messages, params: { ...value.params, seed: 1 }, apiKey: 'sk-1' };
      expect(parseReplyRequest(hostile)).toStrictEqual({ ok: true, request: structuredClone(value) });
    }),
  );
});

test('[W5] the ends of a range belong to it', () => {
  for (const params of [{ temperature: 0 }, { temperature: 2 }, { maxOutputTokens: 1 }]) {
    expect(parseReplyRequest({ ...VALID, params })).toEqual({ ok: true, request: { ...VALID, params } });
  }
});

test('[W5] params may be left out', () => {
  expect(parseReplyRequest({ ...VALID, params: undefined })).toEqual({ ok: true, request: VALID });
});

test.each([
  [null, 'The body must be a JSON object.'],
  [[], 'The body must be a JSON object.'],
  [{ ...VALID, replyId: 'x' }, '`replyId` must be'],
  [{ ...VALID, model: '' }, '`model` must be'],
  [{ ...VALID, model: 'm'.repeat(513) }, '`model` must be'],
  [{ ...VALID, messages: [] }, '`messages` must be a list'],
  [{ ...VALID, messages: {} }, '`messages` must be a list'],
  [{ ...VALID, messages: [...VALID.messages, null] }, '`messages[1]` must have'],
  [{ ...VALID, messages: [{ role: 'tool', parts: [] }] }, '`messages[0]` must have'],
  [{ ...VALID, messages: [{ role: 'user', parts: 'Hi' }] }, '`messages[0]` must have'],
  [{ ...VALID, messages: [{ role: 'user', parts: [{ type: 'text' }] }] }, '`messages[0]` must have'],
  [{ ...VALID, params: [] }, '`params` must hold'],
  [{ ...VALID, params: { temperature: 3 } }, '`params` must hold'],
  [{ ...VALID, params: { temperature: '1' } }, '`params` must hold'],
  [{ ...VALID, params: { maxOutputTokens: 0 } }, '`params` must hold'],
  [{ ...VALID, params: { maxOutputTokens: 1.5 } }, '`params` must hold'],
])('[W5] %j is refused in words that name the field', (value, words) => {
  const parsed = parseReplyRequest(value);
  expect(!parsed.ok && parsed.message).toContain(words);
});

test('[W5] hostile values never throw', () => {
  const value = fc.oneof(
    fc.jsonValue(),
    fc.record({
      replyId: fc.constant('reply-0001'),
      model: fc.string(),
      messages: fc.jsonValue(),
      params: fc.jsonValue(),
    }),
  );
  fc.assert(
    fc.property(value, (body) => {
      expect(() => parseReplyRequest(body)).not.toThrow();
    }),
  );
});
