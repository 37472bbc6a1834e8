import { expect, test } from 'vitest';
import { isReplyId } from '../../protocol/ids.ts';

test('[W1] a reply is named by 8 to 64 letters, digits, hyphens or underscores', () => {
  const names = ['abcdefgh', 'A-b_9012', '0'.repeat(64), 'ab1f0f4e-5d2f-4f3a-9a50-2f1f0d9f8a11'];
  expect(names.filter(isReplyId)).toEqual(names);
});

test.each([
  [''],
  ['short77'],
  ['0'.repeat(65)],
  ['has space'],
  ['abcdefgh\n'],
  ['../../etc'],
  ['abcdéfgh'],
  ['abcd/efgh'],
  ['%2e%2e%2f%2f'],
  [12345678],
  [null],
  [undefined],
  [['abcdefgh']],
])('[W1] %j names none', (id) => {
  expect(isReplyId(id)).toBe(false);
});
