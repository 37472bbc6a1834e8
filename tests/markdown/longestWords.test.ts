import { describe, expect, test } from 'vitest';
import { createWordReader } from '../../src/markdown/longestWords.ts';
import { FIRST_PART, LATER_PART, partsOf } from '../../src/markdown/partsOf.ts';

describe('the longest words of a column', () => {
  test('[M56] are those of the rows that count, without marks and addresses', () => {
    const rows = [
      ['a very long beginning', 'x'],
      ['**1234**', '[a](https://a.example/long)'],
      ['12', '`code()`'],
    ];
    const read = createWordReader();
    expect(read(rows, 1, 2)).toEqual([4, 1]);
    expect(read(rows, 1, 3)).toEqual([4, 6]);
    expect(createWordReader()(rows, 1, 3)).toEqual(read(rows, 1, 3));
  });

  test('[M56] leave room for other columns: none counts beyond 24 characters, nor what breaks anywhere', () => {
    expect(createWordReader()([['x'.repeat(90), '中文'.repeat(30)]], 0, 1)).toEqual([24, 0]);
  });
});

test('[M57] parts hold all that there is in order, whatever the size', () => {
  for (const count of [0, 1, FIRST_PART, FIRST_PART + 1, FIRST_PART + 2 * LATER_PART, 100]) {
    const items = Array.from({ length: count }, (_, at) => at);
    expect(partsOf(items).flat()).toEqual(items);
  }
});
