import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseReplyEventBody } from '../../../protocol/events.ts';
import { openaiChat } from '../../../providers/openaiChat.ts';
import { chunk, decodeChunks, decodeMessages, outcomeOf } from '../readStream.ts';

const DONE = '[DONE]';
const LEFT_OUT = 'A piece of this reply could not be read and was left out.';

/** The outcome of a reply that is finished properly after these deltas. */
function reply(...deltas: readonly unknown[]) {
  return outcomeOf(decodeChunks(...deltas.map((delta) => chunk(delta)), chunk({}, 'stop'), DONE));
}

describe('parts', () => {
  test('[V4] a part begins empty and grows by deltas', () => {
    expect(decodeChunks(chunk({ content: 'a' }), chunk({ content: 'b' }), DONE)).toEqual([
      { type: 'part-start', index: 0, part: { type: 'text', text: '' } },
      { type: 'part-delta', index: 0, delta: 'a' },
      { type: 'part-delta', index: 0, delta: 'b' },
      { type: 'reply-end', finishReason: 'stop' },
    ]);
  });

  test('[V4] a part begins whenever the kind changes', () => {
    const { parts } = reply({ content: 'a' }, { reasoning: 'b' }, { content: 'c' });
    expect(parts).toEqual([
      { type: 'text', text: 'a' },
      { type: 'reasoning', text: 'b' },
      { type: 'text', text: 'c' },
    ]);
  });

  test('[V4] a notice does not cut the text that is being written', () => {
    const { parts } = reply({ content: '```js\n' }, { content: 7 }, { content: 'x()\n```' });
    expect(parts).toEqual([
      { type: 'text', text: '```js\nx()\n```' },
      { type: 'notice', text: LEFT_OUT },
    ]);
  });

  test('[V4] role-only and empty deltas begin no part', () => {
    expect(reply({ role: 'assistant', content: '' }, {}, { content: null, reasoning_content: '' }).parts).toEqual([]);
  });
});

describe('reasoning', () => {
  test.each([
    ['reasoning_content', { reasoning_content: 'r' }],
    ['reasoning', { reasoning: 'r' }],
    ['reasoning_details', { reasoning_details: [{ type: 'reasoning.text', text: 'r' }] }],
    ['a summary in reasoning_details', { reasoning_details: [{ type: 'reasoning.summary', summary: 'r' }] }],
    ['content of the type thinking', { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'r' }] }] }],
    ['content of the type thinking, as a string', { content: [{ type: 'thinking', thinking: 'r' }] }],
  ])('[V5] it is read from %s', (_name, delta) => {
    expect(reply(delta).parts).toEqual([{ type: 'reasoning', text: 'r' }]);
  });

  test('[V5] of several sources in one delta only the first is read', () => {
    const details = [{ type: 'reasoning.text', text: 'three' }];
    const content = [
      { type: 'thinking', thinking: 'four' },
      { type: 'text', text: 'answer' },
    ];
    const all = { reasoning_content: 'one', reasoning: 'two', reasoning_details: details, content };
    expect(reply(all)).toMatchObject({ reasoning: 'one', text: 'answer' });
    expect(reply({ ...all, reasoning_content: null })).toMatchObject({ reasoning: 'two', text: 'answer' });
    expect(reply({ reasoning: '', reasoning_details: details, content })).toMatchObject({ reasoning: 'three' });
    expect(reply({ content })).toMatchObject({ reasoning: 'four', text: 'answer' });
  });

  test('[V5] thoughts come before the answer that arrives with them', () => {
    expect(reply({ content: 'a', reasoning: 'r' }).kinds).toEqual(['reasoning', 'text']);
  });
});

describe('content that cannot be read', () => {
  test.each([
    ['an object', { content: { dangerouslySetInnerHTML: { __html: '<img>' } } }],
    ['a number', { content: 7 }],
    ['a list of strings', { content: ['x'] }],
    ['a part of an unknown type', { content: [{ type: 'hologram', data: 'x' }] }],
    ['a text part without text', { content: [{ type: 'text', text: {} }] }],
    ['a delta that is a string', 'x'],
    ['tool calls that are no list', { tool_calls: 'x' }],
    ['a tool call that is no object', { tool_calls: [null] }],
    ['arguments that are no string', { tool_calls: [{ index: 0, function: { name: 'f', arguments: {} } }] }],
  ])('[V7] %s is left out with a notice, and the text goes on', (_name, delta) => {
    const { text, notices, parts, final } = reply(delta, { content: 'a' });
    expect({ text, notices, count: parts.length }).toEqual({ text: 'a', notices: [LEFT_OUT], count: 2 });
    expect(final.type).toBe('reply-end');
  });

  test('[V7] there is one notice however much is left out', () => {
    const { notices, text } = outcomeOf(
      decodeChunks(
        chunk({ content: 'a' }),
        '{"choices":[',
        chunk({ content: 1 }),
        'nonsense',
        chunk({ content: 'c' }),
        DONE,
      ),
    );
    expect({ notices, text }).toEqual({ notices: [LEFT_OUT], text: 'ac' });
  });

  test('[V7] whatever a message holds, decoding it gives well-formed events and one final event', () => {
    const delta = fc.record(
      {
        content: fc.oneof(
          fc.string(),
          fc.jsonValue(),
          fc.array(
            fc.record({
              type: fc.constantFrom('text', 'thinking', 'x'),
              text: fc.jsonValue(),
              thinking: fc.jsonValue(),
            }),
          ),
        ),
        reasoning: fc.oneof(fc.string(), fc.jsonValue()),
        refusal: fc.oneof(fc.string(), fc.jsonValue()),
        tool_calls: fc.oneof(
          fc.jsonValue(),
          fc.array(
            fc.record({
              index: fc.jsonValue(),
              id: fc.jsonValue(),
              function: fc.oneof(fc.jsonValue(), fc.record({ name: fc.jsonValue(), arguments: fc.jsonValue() })),
            }),
          ),
        ),
      },
      { requiredKeys: [] },
    );
    const choice = fc.record({
      index: fc.constantFrom(0, 1, null, 'x'),
      delta: fc.oneof(delta, fc.jsonValue()),
      finish_reason: fc.oneof(fc.constantFrom(null, 'stop', 'error', '__proto__'), fc.jsonValue()),
    });
    const message = fc.record({
      id: fc.string(),
      event: fc.constantFrom('', '', '', 'message', 'ping', 'error'),
      data: fc.oneof(
        fc.string(),
        fc.json(),
        fc.constantFrom(DONE, '', ': comment', 'null'),
        fc
          .record({
            choices: fc.oneof(fc.array(choice), fc.jsonValue()),
            usage: fc.jsonValue(),
            x_groq: fc.jsonValue(),
            x_rivulet: fc.jsonValue(),
          })
          .map((value) => JSON.stringify(value)),
        fc.record({ error: fc.jsonValue() }).map((value) => JSON.stringify(value)),
      ),
    });
    fc.assert(
      fc.property(fc.array(message), (messages) => {
        const events = decodeMessages(messages);
        expect(() => outcomeOf(events)).not.toThrow();
        for (const { type, ...fields } of events) {
          expect(parseReplyEventBody(type, fields)).toEqual({ type, ...fields });
        }
      }),
    );
  });
});

describe('what is not part of the reply', () => {
  test.each([
    ['no data', ''],
    ['a comment that a proxy wrapped into a message', ': OPENROUTER PROCESSING'],
    ['null', 'null'],
    ['a number', '7'],
    ['a list', '[]'],
    ['a chunk without choices', { choices: [] }],
    ['choices that are null', { choices: null }],
    ['the results of a content filter', { choices: [], prompt_filter_results: [{}], id: '', model: '' }],
    [
      'fields that nobody knows',
      { choices: [{ index: 0, delta: { content: '', feelings: 3 }, mood: {} }], obfuscation: 'x' },
    ],
  ])('[V14] %s is passed over in silence', (_name, data) => {
    const { parts, text, final } = outcomeOf(
      decodeChunks(chunk({ content: 'a' }), data, chunk({ content: 'b' }, 'stop')),
    );
    expect({ count: parts.length, text, type: final.type }).toEqual({ count: 1, text: 'ab', type: 'reply-end' });
  });

  test('[V14] messages with a name of their own are passed over, unless they hold a chunk', () => {
    const { text, notices } = outcomeOf(
      decodeMessages([
        { id: '', event: 'ping', data: 'not json' },
        { id: '9', event: 'chunk', data: JSON.stringify(chunk({ content: 'a' }, 'stop')) },
      ]),
    );
    expect({ text, notices }).toEqual({ text: 'a', notices: [] });
  });

  test('[V9] of several choices only the first is read', () => {
    const both = {
      choices: [
        { index: 1, delta: { content: 'x' }, finish_reason: 'length' },
        { index: 0, delta: { content: 'a' } },
      ],
    };
    const { text, final } = outcomeOf(
      decodeChunks(both, { choices: [{ index: 1, delta: { content: 'y' } }] }, chunk({}, 'stop')),
    );
    expect({ text, final }).toEqual({ text: 'a', final: { type: 'reply-end', finishReason: 'stop' } });
  });

  test('[V9] a choice without a number is the first', () => {
    expect(outcomeOf(decodeChunks({ choices: [{ delta: { content: 'a' } }] }, DONE)).text).toBe('a');
  });
});

describe('text', () => {
  test('[V16] text arrives unit for unit, halves of a pair included, however it is cut into deltas', () => {
    const cut = fc.tuple(fc.string({ unit: 'binary', maxLength: 30 }), fc.array(fc.nat(30)));
    fc.assert(
      fc.property(cut, ([answer, offsets]) => {
        // A reply may not begin with blank space and a tag here: those are the tags' own tests.
        const whole = `:${answer}`;
        const borders = [
          0,
          ...offsets.map((offset) => Math.min(offset, whole.length)).toSorted((a, b) => a - b),
          whole.length,
        ];
        const pieces = borders.slice(1).map((end, index) => whole.slice(borders[index], end));
        expect(reply(...pieces.map((content) => ({ content }))).text).toBe(whole);
      }),
    );
  });

  test('[V16] control characters are kept', () => {
    expect(reply({ content: 'a\u0000b\u001B[31mc' }).text).toBe('a\u0000b\u001B[31mc');
  });

  test('[V16] names of the prototype do no harm', () => {
    const hostile =
      '{"__proto__":{"polluted":1},"choices":[{"delta":{"content":"a","__proto__":{"p":1},"constructor":{"prototype":{"q":1}}},"finish_reason":"constructor"}]}';
    const { text, final } = outcomeOf(decodeChunks(hostile, DONE));
    expect({ text, final }).toEqual({ text: 'a', final: { type: 'reply-end', finishReason: 'other' } });
    for (const name of ['polluted', 'p', 'q']) expect(name in {}).toBe(false);
  });
});

describe('remarks of the built-in model server', () => {
  test('[V15] x_rivulet.notice becomes a notice, as one line', () => {
    const { parts } = outcomeOf(
      decodeChunks(
        { choices: [], x_rivulet: { notice: 'The oldest 2 turns\nwere left out.' } },
        chunk({ content: 'a' }, 'stop'),
      ),
    );
    expect(parts).toEqual([
      { type: 'notice', text: 'The oldest 2 turns were left out.' },
      { type: 'text', text: 'a' },
    ]);
  });

  test('[V15] one that is no text, or none, is no notice; a long one is cut', () => {
    for (const notice of [7, null, '', ' \n', {}]) {
      expect(outcomeOf(decodeChunks({ x_rivulet: { notice } }, chunk({ content: 'a' }, 'stop'))).notices).toEqual([]);
    }
    const { notices } = outcomeOf(decodeChunks({ x_rivulet: { notice: '😀'.repeat(900) } }, DONE));
    expect(notices.map((notice) => notice.length)).toEqual([499]);
    expect(notices[0]).toMatch(/😀…$/);
  });
});

test('[V13] nothing follows a final event', () => {
  const decoder = openaiChat.createDecoder();
  const message = (data: string) => decoder.decode({ id: '', event: '', data });
  message(JSON.stringify(chunk({ content: 'a' }, 'stop')));
  expect(message(DONE).map(({ type }) => type)).toEqual(['reply-end']);
  expect(message(JSON.stringify(chunk({ content: 'b' })))).toEqual([]);
  expect(message(JSON.stringify({ error: 'x' }))).toEqual([]);
  expect(message(DONE)).toEqual([]);
  expect(decoder.end()).toEqual([]);
});
