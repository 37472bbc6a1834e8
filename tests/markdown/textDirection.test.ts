import { expect, test } from 'vitest';
import { splitBlocks } from '../../src/markdown/splitBlocks.ts';
import { textDirection } from '../../src/markdown/textDirection.ts';

test.each([
  ['> שלום world', 'rtl'],
  ['- `code` سلام', 'rtl'],
  ['1. one\n2. اثنان', 'ltr'],
  ['| اسم | n |\n|--|--|', 'rtl'],
  ['> - 😀 ߊ', 'rtl'],
  ['> 123', undefined],
])('[M9] the first letter outside code decides: %s', (text, direction) => {
  const node = splitBlocks(text, false).blocks[0]?.node;
  expect(node && textDirection(node)).toBe(direction);
});
