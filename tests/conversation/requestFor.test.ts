import { expect, test } from 'vitest';
import { countWords } from '../../src/conversation/countWords.ts';
import { pathTo } from '../../src/conversation/pathTo.ts';
import { requestFor } from '../../src/conversation/requestFor.ts';
import { runTerms } from '../../src/conversation/runTerms.ts';
import { DEFAULT_SETTINGS, SETTINGS } from '../../src/settings/settings.ts';
import { answer, messageId, question, run } from '../persistence/rows.ts';

const first = question('q1', 'a');
const reply = answer('m1', first);
const second = question('q2', 'a', { parentId: reply.id, order: 3 });
const other = question('q3', 'a', { order: 9 });
const last = answer('m2', second, {
  runs: [
    run('reply-1', { status: 'stopped' }, 'Once'),
    run('reply-2', { status: 'interrupted' }, ' upon', { mode: 'continue' }),
    run('reply-3', { status: 'queued' }, '', { mode: 'continue', modelId: 'other/model' }),
  ],
});
const messages = new Map([first, reply, second, other, last].map((message) => [message.id, message]));

test('[N8] the path to a message is what it stands under, whatever is in sight', () => {
  expect(pathTo(messages, last.id)).toEqual([first, reply, second, last]);
  expect(pathTo(messages, null)).toEqual([]);
});

test('[N8] a damaged tree gives a shorter path, never an endless one', () => {
  const orphan = question('q4', 'a', { parentId: messageId('gone') });
  const knot = question('q5', 'a', { parentId: messageId('q5') });
  expect(pathTo(new Map([[orphan.id, orphan]]), orphan.id)).toEqual([orphan]);
  expect(pathTo(new Map([[knot.id, knot]]), knot.id)).toEqual([knot]);
});

test('[N8] a run that continues is told the whole text before it, and that it was cut off', () => {
  const request = requestFor(messages, last);
  expect(request).toMatchObject({ replyId: last.runs[2]?.reply.replyId, model: 'other/model', params: {} });
  expect(request.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user', 'assistant', 'user']);
  expect(request.messages[3]?.parts).toEqual([{ type: 'text', text: 'Once upon' }]);
  expect(request.messages[4]?.parts[0]).toMatchObject({ text: expect.stringContaining('cut off') as string });
});

test('[C9] a model that takes the beginning of its own turn is sent the text so far and nothing else', () => {
  const prefilled = { ...last, runs: last.runs.map((each) => ({ ...each, prefill: true as const })) };
  const { messages: turns } = requestFor(messages, prefilled);
  expect(turns.map(({ role }) => role)).toEqual(['user', 'assistant', 'user', 'assistant']);
  expect(turns[3]?.parts).toEqual([{ type: 'text', text: 'Once upon' }]);
});

test('[N8] the same run gives the same request, whatever has been heard of it', () => {
  const heard = {
    ...last,
    runs: [
      ...last.runs.slice(0, 2),
      run('reply-3', { status: 'streaming', link: 'open' }, ' a time', { mode: 'continue', modelId: 'other/model' }),
    ],
  };
  expect(requestFor(messages, heard)).toEqual(requestFor(messages, last));
});

test('[U101] a run is asked with the instructions and parameters that it keeps', () => {
  const terms = { system: 'Be brief.', params: { temperature: 0.2 } };
  const asked = answer('m3', first, { runs: [run('reply-9', { status: 'queued' }, '', { terms })] });
  const { messages: turns, params } = requestFor(new Map([[first.id, first]]), asked);
  expect(params).toEqual({ temperature: 0.2 });
  expect(turns.map(({ role }) => role)).toEqual(['system', 'user']);
  expect(turns[0]?.parts).toEqual([{ type: 'text', text: 'Be brief.' }]);
});

test('[U101] what is empty is not sent', () => {
  expect(runTerms(DEFAULT_SETTINGS)).toBeUndefined();
  expect(runTerms({ ...DEFAULT_SETTINGS, temperature: '0' })).toEqual({ params: { temperature: 0 } });
  const settings = { ...DEFAULT_SETTINGS, instructions: ' Be brief.\n', temperature: '0', maxOutputTokens: '400' };
  expect(runTerms(settings)).toEqual({ system: 'Be brief.', params: { temperature: 0, maxOutputTokens: 400 } });
});

test.each([
  ['temperature', ['0', '1', '0.7', '1.25', '2', '2.0'], ['2.1', '-1', '1.', 'x', '01', '0.777', '1e0']],
  ['maxOutputTokens', ['1', '4096', '9999999'], ['0', '-1', '1.5', '12345678', '']],
] as const)('[U101] %s has its values and no others', (name, values, others) => {
  for (const value of values) expect(SETTINGS[name].parse(value)).toBe(value);
  for (const text of others) expect(SETTINGS[name].parse(text)).toBe(text === '' ? '' : undefined);
});

test.each([
  ['', 0],
  ['One, two - three!', 3],
  ["don't re-do it", 5],
  ['你好，世界', 4],
  ['größer als 3.14', 4],
])('[N13] %j has %i words, about', (text, words) => {
  expect(countWords(text)).toBe(words);
});
