import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReplyErrorBody } from '../../../protocol/errors.ts';
import { openaiChat } from '../../../providers/openaiChat.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');

function decode(status: number, body: unknown = '', headers: Readonly<Record<string, string>> = {}): ReplyErrorBody {
  return openaiChat.decodeError(status, headers, typeof body === 'string' ? body : JSON.stringify(body), NOW);
}

describe('[V18] a status means', () => {
  test.each([
    [401, 'unauthorized', 'The provider did not accept the key. Check it and retry. (HTTP 401)'],
    [402, 'payment-required', 'The provider asks for credit before it answers. (HTTP 402)'],
    [403, 'forbidden', 'This key may not use this model. (HTTP 403)'],
    [404, 'bad-response', 'The provider has no chat completions at this address. Check its base URL. (HTTP 404)'],
    [408, 'timeout', 'The model did not answer in time. (HTTP 408)'],
    [
      413,
      'too-large',
      'The provider refused the conversation as too large. Start a new chat or shorten the message. (HTTP 413)',
    ],
    [429, 'rate-limited', 'The provider is receiving too many requests. (HTTP 429)'],
    [502, 'unavailable', 'The provider cannot answer right now. (HTTP 502)'],
    [503, 'unavailable', 'The provider cannot answer right now. (HTTP 503)'],
    [504, 'timeout', 'The model did not answer in time. (HTTP 504)'],
    [529, 'overloaded', 'The provider is overloaded right now. (HTTP 529)'],
    [400, 'provider', 'The provider reported an error. (HTTP 400)'],
    [409, 'provider', 'The provider reported an error. (HTTP 409)'],
    [422, 'provider', 'The provider reported an error. (HTTP 422)'],
    [500, 'provider', 'The provider reported an error. (HTTP 500)'],
    [302, 'bad-response', 'The provider answered with something that is not a reply. (HTTP 302)'],
  ])('%i: %s', (status, code, message) => {
    expect(decode(status)).toEqual({ code, message });
  });
});

describe('[V18] the body says more than the status', () => {
  const limit = (message: string) => ({ error: { message } });
  test.each([
    [
      'unknown-model',
      404,
      {
        error: {
          message: 'The model `gpt-9` does not exist or you do not have access to it.',
          code: 'model_not_found',
        },
      },
    ],
    ['unknown-model', 404, { error: { message: 'model "nope" not found, try pulling it first', type: 'api_error' } }],
    ['unknown-model', 404, { type: 'error', error: { type: 'not_found_error', message: 'model: claude-x' } }],
    ['unknown-model', 400, { error: { message: 'nope is not a valid model ID', code: 400 } }],
    ['unknown-model', 400, { object: 'error', message: 'Invalid model: nope', type: 'invalid_model', code: '1500' }],
    [
      'context-overflow',
      400,
      { error: { message: "This model's maximum context length is 8192 tokens.", code: 'context_length_exceeded' } },
    ],
    ['context-overflow', 400, limit('prompt is too long: 210000 tokens > 200000 maximum')],
    ['context-overflow', 400, limit('The input token count (1200000) exceeds the maximum number of tokens allowed')],
    ['context-overflow', 500, limit('the request exceeds the available context size')],
    ['content-filter', 400, { error: { message: 'The response was filtered', code: 'content_filter' } }],
    ['payment-required', 429, { error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } }],
    [
      'rate-limited',
      429,
      [{ error: { code: 429, message: 'You exceeded your current quota', status: 'RESOURCE_EXHAUSTED' } }],
    ],
    [
      'unauthorized',
      400,
      [
        {
          error: { code: 400, message: 'API key not valid. Please pass a valid API key.', status: 'INVALID_ARGUMENT' },
        },
      ],
    ],
    ['overloaded', 503, { error: { type: 'overloaded_error', message: 'Overloaded' } }],
    ['unavailable', 503, { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }],
  ])('%s, although the status is %i', (code, status, body) => {
    const error = decode(status, body);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/The provider says: “.+” \(HTTP \d+\)$/);
  });

  test('llama.cpp tells how long the conversation is and how long it may be', () => {
    const body = readFileSync(
      new URL('../fixtures/streams/llamacpp-context-overflow-400.json', import.meta.url),
      'utf8',
    );
    expect(decode(400, body)).toEqual({
      code: 'context-overflow',
      message:
        'The conversation is 17,109 tokens long, but the model reads at most 4,096. Start a new chat or shorten the message. The provider says: ' +
        '“request (17109 tokens) exceeds the available context size (4096 tokens), try increasing it” (HTTP 400)',
    });
  });
});

test('[V18] an overflow that tells only one of its numbers tells neither', () => {
  const error = { type: 'exceed_context_size_error', n_ctx: 4096 };
  expect(decode(400, { error }).message).toBe(
    'The conversation is longer than the model can read. Start a new chat or shorten the message. (HTTP 400)',
  );
});

describe('[V18] the words of the provider are found in', () => {
  test.each([
    ['an error object', { error: { message: 'words' } }],
    ['an error string', { error: 'words' }],
    ['a message', { message: 'words' }],
    ['a detail', { detail: 'words' }],
    ['a list of details', { detail: [{ loc: ['body'], msg: 'words' }] }],
    ['a list', [{ error: { message: 'words' } }]],
    ['a JSON string', '"words"'],
    ['plain text', 'words\n'],
  ])('%s', (_name, body) => {
    expect(decode(500, body).message).toBe('The provider reported an error. The provider says: “words” (HTTP 500)');
  });

  test('what a router passes on from behind itself', () => {
    const body = {
      error: { message: 'Provider returned error', code: 429, metadata: { raw: 'try later', provider_name: 'X' } },
    };
    expect(decode(429, body).message).toContain('“Provider returned error: try later”');
  });
});

describe('[V19] how long to wait', () => {
  test.each([
    ['2', 2_000],
    [' 30 ', 30_000],
    ['0.5', 500],
    ['0', 0],
    ['Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
    ['Sunday, 22-Nov-26 12:00:30 GMT', 30_000],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['99999999999', 86_400_000],
    ['banana', undefined],
    ['banana 1', undefined],
    ['-1', undefined],
    ['2026-11-22', undefined],
    ['', undefined],
  ])('Retry-After: %s', (value, waitMs) => {
    expect(decode(429, '', { 'retry-after': value }).retryAfterMs).toBe(waitMs);
  });

  test('milliseconds are more exact than seconds', () => {
    expect(decode(429, '', { 'retry-after-ms': '1234', 'retry-after': '2' }).retryAfterMs).toBe(1_234);
  });

  test('it is told with every error that may pass, and with no other', () => {
    expect(decode(503, '', { 'retry-after': '2' }).retryAfterMs).toBe(2_000);
    expect(decode(413, '', { 'retry-after': '2' })).not.toHaveProperty('retryAfterMs');
  });
});

describe('[V20] what is shown of an error', () => {
  const secret = (prefix: string, alphabet: string, length: number) =>
    fc
      .string({ unit: fc.constantFrom(...alphabet.split('')), minLength: length, maxLength: length })
      .map((key) => prefix + key);
  const base62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const hex = '0123456789abcdef';
  const keys = fc.oneof(
    ...['sk-', 'sk-proj-', 'sk-ant-api03-', 'sk-or-v1-'].map((prefix) => secret(prefix, `${base62}-_`, 24)),
    ...['gsk_', 'xai-', 'hf_', 'nvapi-', 'r8_', 'csk-', 'pplx-', 'AIza', 'eyJhbGci'].map((prefix) =>
      secret(prefix, base62, 20),
    ),
    secret('', base62, 40),
    secret('', hex, 32),
    fc.uuid(),
    secret('aB3', `${base62}-_`, 45),
  );

  test('never a key, wherever a provider repeats it', () => {
    const places = fc.constantFrom<(key: string) => unknown>(
      (key) => ({
        error: { message: `Incorrect API key provided: ${key}. You can find yours at https://example.com/keys.` },
      }),
      (key) => ({ error: { message: `invalid token ${key}`, code: 'invalid_api_key' } }),
      (key) => ({ error: `Bearer ${key} was refused` }),
      (key) => `authorization: Bearer ${key}`,
      (key) => ({ detail: [{ msg: `key=${key}&x=1` }] }),
      (key) => ({ error: { message: 'Provider returned error', metadata: { raw: `{"api_key":"${key}"}` } } }),
      (key) => `${'x '.repeat(1990)}${key}`,
    );
    fc.assert(
      fc.property(fc.constantFrom(400, 401, 403, 429, 500), keys, places, (status, key, place) => {
        expect(decode(status, place(key)).message).not.toContain(key.slice(-12));
      }),
    );
  });

  test('nor what stands behind a hyphen in one', () => {
    const key = `aB3${'A'.repeat(29)}-${'A'.repeat(15)}`;
    expect(decode(400, { error: { message: `invalid token ${key}` } }).message).not.toContain('AAA');
  });

  test('nor short ones that are named as keys, masked ones, or those in an address', () => {
    const shown = [
      'api_key: "abc"',
      'Incorrect API key provided: abc',
      'password=abc',
      'Basic abc',
      'abc****',
      'https://me:abc@host',
    ];
    for (const words of shown) expect(decode(401, { error: words }).message).not.toContain('abc');
  });

  test('but the rest of the sentence, with model names and addresses', () => {
    const words =
      'The model `meta-llama/Llama-3.3-70B-Instruct-Turbo-Free` or gemini-2.5-flash-preview-native-audio-dialog is busy (17109 tokens, max_tokens: 4096), see https://platform.example.com/docs/guides/rate-limits';
    expect(decode(500, { error: words }).message).toContain(words);
  });

  test.each([
    '<html><body><h1>502</h1></body></html>',
    '  <!DOCTYPE html>\n<p>no',
    '<?xml version="1.0"?><Error/>',
    '<p>no',
  ])('never a page: %j', (body) => {
    expect(decode(502, body).message).toBe('The provider cannot answer right now. (HTTP 502)');
    expect(decode(502, { error: { message: body } }).message).toBe('The provider cannot answer right now. (HTTP 502)');
  });

  test('never a page that stands within a sentence', () => {
    expect(decode(502, { error: { message: 'Upstream said <html lang="en"><body>no</body>' } }).message).not.toContain(
      '<',
    );
  });

  test('at most 500 units, on one line, without control characters, whole at the cut', () => {
    const bodies = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 900 }),
      fc.constant('😀'.repeat(3_000)),
      fc.constant('many words '.repeat(900)),
    );
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), bodies, (status, words) => {
        for (const body of [
          words,
          {
            error: {
              message: words,
              n_prompt_tokens: 2 ** 53 - 1,
              n_ctx: 2 ** 53 - 1,
              type: 'exceed_context_size_error',
            },
          },
        ]) {
          const { message } = decode(status, body);
          expect(message.length).toBeLessThanOrEqual(500);
          expect(message).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
        }
      }),
    );
    expect(decode(500, { error: '😀'.repeat(900) }).message.isWellFormed()).toBe(true);
  });

  test('nothing of a body that is packed absurdly deep', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"error":', '}'],
    ] as const) {
      const body = `${open.repeat(50_000)}"words"${close.repeat(50_000)}`;
      expect(decode(500, body).message).toBe('The provider reported an error. (HTTP 500)');
    }
  });

  test('nothing of a body that has no words', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(() => decode(500, JSON.stringify(value))).not.toThrow();
      }),
    );
    for (const body of ['', 'null', '7', '{}', '[]', '{"error":{}}', '{"error":{"message":7}}']) {
      expect(decode(500, body).message).toBe('The provider reported an error. (HTTP 500)');
    }
  });
});

test.each([
  [{ 'x-request-id': 'req_0a1b-2' }, '(HTTP 502, request req_0a1b-2)'],
  [{ 'request-id': 'abc.9:1' }, '(HTTP 502, request abc.9:1)'],
  [
    { 'x-request-id': 'e4b1f6a0-3d2c-4f51-9b7a-0c1d2e3f4a5b' },
    '(HTTP 502, request e4b1f6a0-3d2c-4f51-9b7a-0c1d2e3f4a5b)',
  ],
  [{ 'x-request-id': 'sk-0123456789abcdef' }, '(HTTP 502)'],
  [{ 'x-request-id': '<img src=x onerror=alert(1)>' }, '(HTTP 502)'],
  [{ 'x-request-id': 'x'.repeat(81) }, '(HTTP 502)'],
  [{}, '(HTTP 502)'],
])('[V18] [V20] the request is named as the provider names it, unless that looks like a key: %j', (headers, end) => {
  expect(openaiChat.decodeError(502, headers, '', NOW).message.endsWith(end)).toBe(true);
});
