import { expect, test, vi } from 'vitest';
import { countWords } from '../../src/markdown/countWords.ts';

test('[M21] words are counted, marks and spaces are not', () => {
  expect(countWords('Hello, **world** — it works.')).toBe(4);
  expect(countWords('')).toBe(0);
});

test('[M21] words that no spaces part count one by one', () => {
  expect(countWords('我喜欢编程')).toBeGreaterThan(1);
});

test('[M21] without a segmenter, runs of letters and digits count', () => {
  vi.stubGlobal('Intl', { ...Intl, Segmenter: undefined });
  expect(countWords("It's 20 words, not more.")).toBe(5);
});
