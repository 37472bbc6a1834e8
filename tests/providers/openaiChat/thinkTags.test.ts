import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createThinkTags } from '../../../providers/openaiChat/thinkTags.ts';
import { chunk, decodeChunks, outcomeOf } from '../readStream.ts';

/** What becomes of content that comes in these pieces. */
function split(...pieces: readonly string[]) {
  const { kinds, reasoning, text } = outcomeOf(decodeChunks(...pieces.map((content) => chunk({ content })), '[DONE]'));
  return { kinds: kinds.join(' '), reasoning, text };
}

test('[V6] thoughts in tags at the start become reasoning', () => {
  expect(split('<think>hm</think>answer')).toEqual({ kinds: 'reasoning text', reasoning: 'hm', text: 'answer' });
});

test('[V6] blank space before the tag, and line breaks after a tag, are dropped', () => {
  expect(split('\n <think>\nhm\n</think>\n\n    code')).toEqual({
    kinds: 'reasoning text',
    reasoning: 'hm\n',
    text: '    code',
  });
});

test('[V6] tags may be cut anywhere', () => {
  const whole = '\n<think>\na < b\n</thin k> <think> c</think>\r\n\nanswer\n\n</think> <think>x</think>';
  const expected = split(whole);
  expect(expected).toEqual({
    kinds: 'reasoning text',
    reasoning: 'a < b\n</thin k> <think> c',
    text: 'answer\n\n</think> <think>x</think>',
  });
  fc.assert(
    fc.property(fc.array(fc.nat(whole.length)), (offsets) => {
      const borders = [0, ...offsets.toSorted((a, b) => a - b), whole.length];
      expect(split(...borders.slice(1).map((end, index) => whole.slice(borders[index], end)))).toEqual(expected);
    }),
  );
});

test('[V6] an empty thought leaves nothing behind', () => {
  expect(split('<think>\n\n</think>\n\nanswer')).toEqual({ kinds: 'text', reasoning: '', text: 'answer' });
});

describe('[V6] text is text', () => {
  test.each([
    ['a tag later on', 'Use <think>tags</think>.'],
    ['line breaks before the first word', '\n\nHello'],
    ['another tag', '<thinking>x</thinking>'],
    ['the beginning of a tag that never goes on', '<thi'],
    ['nothing but blank space', '  \n'],
    ['a closing tag without an opening one', 'hm</think>answer'],
    ['much blank space before the tag', `${' '.repeat(40)}<think>x</think>`],
  ])('%s', (_name, content) => {
    expect(split(content)).toEqual({ kinds: 'text', reasoning: '', text: content });
    expect(split(...content.split(''))).toEqual({ kinds: 'text', reasoning: '', text: content });
  });
});

test('[V6] a thought that is never closed is all reasoning, what was held back included', () => {
  expect(outcomeOf(decodeChunks(chunk({ content: '<think>hm </th' }, 'length')))).toMatchObject({
    reasoning: 'hm </th',
    text: '',
  });
});

test('[V6] tags are not looked for once the server has sent a thought in a field', () => {
  expect(
    outcomeOf(decodeChunks(chunk({ reasoning: 'r' }), chunk({ content: '<think>x</think>' }, 'stop'))),
  ).toMatchObject({
    reasoning: 'r',
    text: '<think>x</think>',
  });
});

test('[V6] what is held back comes out before a tool call and before an error', () => {
  const call = { tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '' } }] };
  expect(outcomeOf(decodeChunks(chunk({ content: '<' }), chunk(call, 'tool_calls'))).kinds).toEqual([
    'text',
    'tool-call',
  ]);
  expect(outcomeOf(decodeChunks(chunk({ content: '<' }), { error: 'x' })).text).toBe('<');
});

test('[V6] little is held back: 8 units of blank space and a tag that is not yet whole', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(' ', '\n', '<', '<th', 'ink', '>', '</think', 'x')), (pieces) => {
      const tags = createThinkTags();
      for (const piece of pieces) tags.push(piece);
      const held = tags.release().reduce((sum, { text }) => sum + text.length, 0);
      expect(held).toBeLessThanOrEqual(8 + '<think'.length);
    }),
  );
});
