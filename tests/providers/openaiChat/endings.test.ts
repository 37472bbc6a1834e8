import { describe, expect, test } from 'vitest';
import { openaiChat } from '../../../providers/openaiChat.ts';
import { chunk, decodeChunks, decodeMessages, outcomeOf } from '../readStream.ts';

const DONE = '[DONE]';

function finalOf(...chunks: readonly unknown[]) {
  return outcomeOf(decodeChunks(...chunks)).final;
}

describe('finish reasons', () => {
  test.each([
    ['stop', 'stop'],
    ['eos_token', 'stop'],
    ['length', 'length'],
    ['max_tokens', 'length'],
    ['tool_calls', 'tool-calls'],
    ['function_call', 'tool-calls'],
    ['content_filter', 'content-filter'],
    ['refusal', 'refusal'],
    ['something new', 'other'],
    ['__proto__', 'other'],
  ])('[V10] %s means %s', (reason, finishReason) => {
    expect(finalOf(chunk({ content: 'a' }, reason))).toEqual({ type: 'reply-end', finishReason });
  });

  test.each([
    ['error', 'provider'],
    ['abort', 'truncated'],
    ['insufficient_system_resource', 'overloaded'],
  ])('[V10] %s is no end but the error %s; the text is kept', (reason, code) => {
    const { text, final } = outcomeOf(decodeChunks(chunk({ content: 'a' }, reason), DONE));
    expect({ text, final }).toMatchObject({ text: 'a', final: { type: 'reply-error', error: { code } } });
  });

  test('[V10] the last one counts, and what follows it is still read', () => {
    const { text, final } = outcomeOf(
      decodeChunks(
        chunk({ content: 'a' }, 'length'),
        chunk({ content: 'b' }, 'stop'),
        chunk({ content: 'c' }, null),
        chunk({}, ''),
      ),
    );
    expect({ text, final }).toEqual({ text: 'abc', final: { type: 'reply-end', finishReason: 'stop' } });
  });

  test('[V10] a refusal is text, and the reason why the reply ended', () => {
    const { kinds, text, final } = outcomeOf(
      decodeChunks(chunk({ refusal: 'I will' }), chunk({ refusal: ' not.' }), chunk({ refusal: null }, 'stop'), DONE),
    );
    expect({ kinds, text, final }).toEqual({
      kinds: ['text'],
      text: 'I will not.',
      final: { type: 'reply-end', finishReason: 'refusal' },
    });
  });

  test('[V10] an empty refusal is none', () => {
    expect(finalOf(chunk({ content: 'a', refusal: '' }, 'stop'))).toEqual({ type: 'reply-end', finishReason: 'stop' });
  });
});

describe('usage', () => {
  const USAGE = { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 };
  const COUNTED = { inputTokens: 5, outputTokens: 7 };

  test.each([
    ['with the finish reason', [{ ...chunk({ content: 'a' }, 'stop'), usage: USAGE }]],
    ['after it, without choices', [chunk({ content: 'a' }, 'stop'), { choices: [], usage: USAGE }]],
    ['before the text', [{ choices: [], usage: USAGE }, chunk({ content: 'a' }, 'stop')]],
    ['in x_groq', [{ ...chunk({ content: 'a' }, 'stop'), x_groq: { usage: USAGE } }]],
    ['in the choice', [{ choices: [{ index: 0, delta: { content: 'a' }, finish_reason: 'stop', usage: USAGE }] }]],
  ])('[V11] it is read %s', (_name, chunks) => {
    expect(finalOf(...chunks, DONE)).toEqual({ type: 'reply-end', finishReason: 'stop', usage: COUNTED });
  });

  test('[V11] the last one counts and nothing is added up; null does not erase it', () => {
    const growing = [1, 2, 3].map((tokens) => ({
      choices: [],
      usage: { prompt_tokens: 5, completion_tokens: tokens },
    }));
    expect(finalOf(chunk({ content: 'a' }, 'stop'), ...growing, { choices: [], usage: null })).toMatchObject({
      usage: { inputTokens: 5, outputTokens: 3 },
    });
  });

  test('[V11] the parts of the count are kept, and what is no count is left out', () => {
    const usage = {
      prompt_tokens: 5,
      completion_tokens: -1,
      prompt_tokens_details: { cached_tokens: 4 },
      completion_tokens_details: { reasoning_tokens: '7' },
    };
    expect(finalOf(chunk({ content: 'a' }, 'stop'), { usage })).toMatchObject({
      usage: { inputTokens: 5, cachedInputTokens: 4 },
    });
    expect(finalOf(chunk({ content: 'a' }, 'stop'), { usage: { prompt_tokens: 'many' } })).not.toHaveProperty('usage');
  });
});

describe('errors within a stream', () => {
  test.each([
    ['an object', { error: { message: 'GPU exploded', code: 500 } }],
    ['a string', { error: 'GPU exploded' }],
    [
      'an object beside choices, after the finish reason',
      { choices: [{ index: 0, delta: {}, finish_reason: null }], error: { message: 'GPU exploded' } },
    ],
    ['the whole chunk, of an older vLLM', { object: 'error', message: 'GPU exploded', code: 500 }],
    ['an error within an error', { error: { error: { message: 'GPU exploded' } } }],
  ])('[V12] %s fails the reply in the words of the provider, and the text stays', (_name, error) => {
    const { text, final } = outcomeOf(
      decodeChunks(chunk({ content: 'a' }, 'stop'), error, chunk({ content: 'b' }), DONE),
    );
    expect(text).toBe('a');
    expect(final).toEqual({
      type: 'reply-error',
      error: { code: 'provider', message: 'The provider reported an error. The provider says: “GPU exploded”' },
    });
  });

  test.each([
    ['{"error":{"message":"no memory"}}', 'The provider reported an error. The provider says: “no memory”'],
    ['{"message":"no memory"}', 'The provider reported an error. The provider says: “no memory”'],
    ['no memory', 'The provider reported an error. The provider says: “no memory”'],
    ['<html><body>502</body></html>', 'The provider reported an error.'],
    ['', 'The provider reported an error.'],
  ])('[V12] a message named error fails the reply, also with the data %j', (data, message) => {
    expect(outcomeOf(decodeMessages([{ id: '', event: 'error', data }])).final).toEqual({
      type: 'reply-error',
      error: { code: 'provider', message },
    });
  });

  test.each([
    ['rate-limited', { code: 'rate_limit_exceeded', message: 'slow down' }],
    ['rate-limited', { code: 429, message: 'slow down' }],
    ['overloaded', { type: 'overloaded_error', message: 'Overloaded' }],
    ['context-overflow', { type: 'exceed_context_size_error', n_prompt_tokens: 17109, n_ctx: 4096 }],
    ['unavailable', { code: 502, message: 'Provider disconnected' }],
    ['provider', { code: 400, message: 'Token limit reached' }],
    ['provider', { code: 200, message: 'no' }],
    ['provider', { code: 1500, message: 'no' }],
    ['provider', {}],
  ])('[V12] %s is told from the code or the words', (code, error) => {
    expect(finalOf({ error })).toMatchObject({ type: 'reply-error', error: { code } });
  });

  test('[V12] a field that holds no error is none', () => {
    for (const error of [null, false, '', 0]) {
      expect(finalOf({ ...chunk({ content: 'a' }, 'stop'), error }).type).toBe('reply-end');
    }
  });
});

describe('the end of a stream', () => {
  test('[V13] a finish reason makes a reply done, with [DONE] or without', () => {
    expect(finalOf(chunk({ content: 'a' }, 'stop'), DONE)).toEqual({ type: 'reply-end', finishReason: 'stop' });
    expect(finalOf(chunk({ content: 'a' }, 'stop'))).toEqual({ type: 'reply-end', finishReason: 'stop' });
  });

  test('[V13] [DONE] after an answer makes it done, too', () => {
    expect(finalOf(chunk({ content: 'a' }), ' [DONE]\r')).toEqual({ type: 'reply-end', finishReason: 'stop' });
    expect(finalOf(chunk({ content: 'a' }), DONE)).toEqual({ type: 'reply-end', finishReason: 'stop' });
    const call = chunk({ tool_calls: [{ index: 0, id: 'x', function: { name: 'f', arguments: '{}' } }] });
    expect(finalOf(call, DONE)).toEqual({ type: 'reply-end', finishReason: 'tool-calls' });
  });

  test('[V13] an end without either is an interruption that keeps what came', () => {
    expect(outcomeOf(decodeChunks(chunk({ content: 'a' })))).toMatchObject({
      text: 'a',
      final: { type: 'reply-interrupt', reason: 'truncated' },
    });
    expect(finalOf(chunk({ reasoning: 'r' }))).toEqual({ type: 'reply-interrupt', reason: 'truncated' });
  });

  test('[V13] thoughts alone are no answer: [DONE] after them is an interruption', () => {
    expect(finalOf(chunk({ reasoning: 'r' }), DONE)).toEqual({ type: 'reply-interrupt', reason: 'truncated' });
  });

  test('[V13] an end before anything came is an error', () => {
    const nothing = {
      type: 'reply-error',
      error: { code: 'truncated', message: 'The model server closed the connection without sending a reply.' },
    };
    expect(finalOf()).toEqual(nothing);
    expect(finalOf(DONE)).toEqual(nothing);
    expect(finalOf(chunk({ role: 'assistant', content: '' }), { choices: [] })).toEqual(nothing);
  });

  test('[V13] a stream in which nothing is a chunk is no reply', () => {
    expect(finalOf('<p>Sign in</p>')).toMatchObject({ type: 'reply-error', error: { code: 'bad-response' } });
    expect(finalOf({ type: 'message_start' }, { type: 'message_stop' })).toMatchObject({
      error: { code: 'bad-response' },
    });
  });
});

describe('replies that come whole', () => {
  test('[V17] a whole completion gives the events of a stream', () => {
    const body = {
      choices: [
        { index: 0, message: { role: 'assistant', reasoning_content: 'r', content: 'whole' }, finish_reason: 'stop' },
      ],
      usage: { prompt_tokens: 1, completion_tokens: 2 },
    };
    expect(openaiChat.decodeWhole(JSON.stringify(body))).toEqual(
      decodeChunks(chunk({ reasoning_content: 'r', content: 'whole' }, 'stop'), { choices: [], usage: body.usage }),
    );
  });

  test('[V17] one without a finish reason is done, since it is whole', () => {
    expect(openaiChat.decodeWhole('{"choices":[{"message":{"content":"a"}}]}')?.at(-1)).toEqual({
      type: 'reply-end',
      finishReason: 'stop',
    });
  });

  test('[V17] an error with a good status fails the reply', () => {
    expect(openaiChat.decodeWhole('{"error":{"message":"no"}}')).toMatchObject([
      { type: 'reply-error', error: { code: 'provider' } },
    ]);
    expect(openaiChat.decodeWhole('{"object":"error","message":"no"}')).toMatchObject([{ type: 'reply-error' }]);
  });

  test.each(['', '<html></html>', 'null', '[]', '{}', '{"choices":{}}', '"text"'])('[V17] %j is no reply', (body) => {
    expect(openaiChat.decodeWhole(body)).toBeUndefined();
  });

  test('[V17] the whole text that some servers repeat at the end of a stream is not shown twice', () => {
    const { text } = outcomeOf(
      decodeChunks(chunk({ content: 'a' }), {
        choices: [{ index: 0, message: { content: 'a' }, finish_reason: 'stop' }],
      }),
    );
    expect(text).toBe('a');
  });
});
