import { describe, expect, test } from 'vitest';
import type { Part } from '../../protocol/parts.ts';
import { isConversationId, isMessageId, lastRun, partsOf, shownRuns, textOf } from '../../src/conversation/Message.ts';
import { answer, question, run } from './messages.ts';

const THOUGHT: Part = { type: 'reasoning', text: 'hm' };
const NOTICE: Part = { type: 'notice', text: 'n' };
const CALL: Part = { type: 'tool-call', toolCallId: 'i', name: 'f', argumentsText: '{}' };

describe('[C3] the text of an answer is that of', () => {
  test.each([
    ['its only run', [run('answer', 'a')], 'a'],
    ['its run and what continues it', [run('answer', 'a'), run('continue', 'b'), run('continue', 'c')], 'abc'],
    [
      'its last run that begins anew',
      [run('answer', 'a'), run('continue', 'b'), run('answer', 'c'), run('continue', 'd')],
      'cd',
    ],
    [
      'the run before a Retry that has brought nothing yet',
      [run('answer', 'a'), run('continue', 'b'), run('answer')],
      'ab',
    ],
    [
      'the run before a Retry that has brought an empty text',
      [run('answer', 'a'), run('answer', { type: 'text', text: '' })],
      'a',
    ],
    ['the run before several of those', [run('answer', 'a'), run('answer'), run('answer')], 'a'],
    [
      'both sides of a Retry that brought nothing and was then continued',
      [run('answer', 'a'), run('answer'), run('continue', 'b')],
      'ab',
    ],
    ['nothing, while nothing has come', [run('answer')], ''],
    ['a run that continues what is not there', [run('continue', 'a')], 'a'],
  ])('%s', (_name, runs, text) => {
    expect(textOf(answer('a1', null, 1, ...runs))).toBe(text);
  });

  test('only the runs in sight are drawn', () => {
    const runs = [run('answer', 'a'), run('answer', THOUGHT), run('continue', 'b')];
    expect(shownRuns(answer('a1', null, 1, ...runs))).toEqual(runs.slice(1));
    const empty = [run('answer'), run('answer'), run('continue')];
    expect(shownRuns(answer('a1', null, 1, ...empty))).toEqual(empty.slice(1));
  });
});

test('[C4] reasoning, notices and tool calls are drawn, but no part of the text', () => {
  const message = answer('a1', null, 1, run('answer', THOUGHT, 'a', CALL, NOTICE, 'b'));
  expect(partsOf(message)).toHaveLength(5);
  expect(textOf(message)).toBe('ab');
  expect(textOf(question('q', null, 1, 'What?'))).toBe('What?');
});

test('the last run says how an answer stands; an answer without runs is a mistake', () => {
  const runs = [run('answer', 'a'), run('answer')];
  expect(lastRun(answer('a1', null, 1, ...runs))).toBe(runs[1]);
  expect(() => lastRun({ ...answer('a1', null, 1), runs: [] })).toThrow(
    new RangeError('An assistant message has at least one run.'),
  );
});

test('messages and conversations are named by 8 to 64 letters, digits, hyphens or underscores', () => {
  const values = [
    'abcdefgh',
    'a'.repeat(64),
    'a'.repeat(65),
    'short',
    'has space',
    '../../etc',
    12345678,
    null,
    undefined,
  ];
  expect(values.filter(isMessageId)).toEqual(['abcdefgh', 'a'.repeat(64)]);
  expect(values.filter(isConversationId)).toEqual(['abcdefgh', 'a'.repeat(64)]);
});
