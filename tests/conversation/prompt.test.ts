import { expect, test } from 'vitest';
import { promptOf } from '../../src/conversation/prompt.ts';
import { activePath } from '../../src/conversation/tree.ts';
import { answer, mapOf, messageId, question, run } from './messages.ts';

function said(role: 'user' | 'assistant', text: string) {
  return { role, parts: [{ type: 'text', text }] };
}

test('[C5] a model is sent the path in sight, as text, in order', () => {
  const messages = mapOf(
    question('q1', null, 1),
    answer('a1', 'q1', 2),
    answer('a1b', 'q1', 3),
    question('q2', 'a1', 4),
  );
  const path = activePath(messages, { q1: messageId('a1') });
  expect(promptOf(path)).toEqual([said('user', 'q1'), said('assistant', 'a1'), said('user', 'q2')]);
});

test('[C5] answers without text are left out; reasoning and notices never travel', () => {
  const path = [
    question('q1', null, 1),
    answer('a1', 'q1', 2, run('answer', { type: 'reasoning', text: 'hm' })),
    question('q2', 'a1', 3),
    answer('a2', 'q2', 4, run('answer', { type: 'notice', text: 'n' }, 'yes', { type: 'reasoning', text: 'hm' })),
  ];
  expect(promptOf(path)).toEqual([said('user', 'q1'), said('user', 'q2'), said('assistant', 'yes')]);
});

test('[C5] what was written before a Retry that has brought nothing is what is sent', () => {
  expect(promptOf([question('q1', null, 1), answer('a1', 'q1', 2, run('answer', 'old'), run('answer'))])).toEqual([
    said('user', 'q1'),
    said('assistant', 'old'),
  ]);
  expect(promptOf([])).toEqual([]);
});
