import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isReplyErrorCode, isRetryable, parseReplyError, replyError, ReplyError } from '../../protocol/errors.ts';
import { replyErrorBody } from './arbitraries.ts';

test('[W6] an error is rebuilt from its fields, all of them and no other', () => {
  fc.assert(
    fc.property(replyErrorBody, (value) => {
      expect(parseReplyError({ ...value, stack: 'at x', key: 'sk-1' })).toStrictEqual(value);
    }),
  );
});

test('[W6] a code that we do not know, or one of the prototype, becomes provider', () => {
  for (const code of ['new', '', 'constructor', '__proto__', 'hasOwnProperty']) {
    expect(parseReplyError({ code, message: 'm' })).toEqual({ code: 'provider', message: 'm' });
    expect(isReplyErrorCode(code)).toBe(false);
  }
});

test.each([
  [undefined],
  [null],
  ['x'],
  [[]],
  [{}],
  [{ code: 'timeout' }],
  [{ message: 'm' }],
  [{ code: 7, message: 'm' }],
  [{ code: 'timeout', message: null }],
])('[W6] %j is no error', (value) => {
  expect(parseReplyError(value)).toBeUndefined();
});

test('[W6] a time to wait that is none is dropped', () => {
  for (const retryAfterMs of [-1, Number.NaN, Infinity, '5', null]) {
    expect(parseReplyError({ code: 'timeout', message: 'm', retryAfterMs })).toEqual({ code: 'timeout', message: 'm' });
  }
});

test('[W6] an error without words of its own says the sentence of its code', () => {
  expect(replyError('timeout')).toEqual({ code: 'timeout', message: 'The model did not answer in time.' });
  expect(replyError('rate-limited', 'Slow down.', 5)).toEqual({
    code: 'rate-limited',
    message: 'Slow down.',
    retryAfterMs: 5,
  });
  const error = new ReplyError(replyError('offline'));
  expect([error.name, error.message, error.body.code]).toEqual([
    'ReplyError',
    replyError('offline').message,
    'offline',
  ]);
});

test('[W6] trying again helps where nothing has to be changed first', () => {
  const final = [
    'bad-request',
    'unknown-model',
    'not-found',
    'expired',
    'conflict',
    'too-large',
    'context-overflow',
    'content-filter',
    'log-full',
  ] as const;
  const passing = [
    'unauthorized',
    'forbidden',
    'payment-required',
    'rate-limited',
    'overloaded',
    'unavailable',
    'unreachable',
    'timeout',
    'truncated',
    'bad-response',
    'provider',
    'busy',
    'offline',
    'storage',
    'protocol',
    'internal',
  ] as const;
  expect([...final, ...passing].filter(isRetryable)).toEqual(passing);
});
