import { expect, test } from 'vitest';
import { createReplyReader } from '../../src/markdown/blocks/createReplyReader.ts';
import { textDirection } from '../../src/markdown/textDirection.ts';

test.each([
  ['> שלום world', 'rtl'],
  ['- `code` سلام', 'rtl'],
  ['1. one\n2. اثنان', 'ltr'],
  ['| اسم | n |\n|--|--|', 'rtl'],
  ['> - 😀 ߊ', 'rtl'],
  ['> 123', undefined],
  ['> $$a$$ שלום', 'rtl'],
])('[M9] the first letter outside code decides: %s', (text, direction) => {
  const node = createReplyReader()(text, false).blocks[0];
  expect(node && textDirection(node)).toBe(direction);
});
