import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { titleFrom } from '../../src/conversation/title.ts';

function graphemesOf(text: string): number {
  return Array.from(new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)).length;
}

describe('[C6] a title is the first line with something on it', () => {
  test.each([
    ['Hello', 'Hello'],
    ['\n  \n\t\nHello\nWorld', 'Hello'],
    ['Hello\r\nWorld', 'Hello'],
    ['  a \t b  ', 'a b'],
    ['', 'New chat'],
    [' \n\n ', 'New chat'],
    ['***\n---\n', 'New chat'],
  ])('%j: %s', (question, title) => {
    expect(titleFrom(question)).toBe(title);
  });
});

describe('[C6] the marks of Markdown are left out, and what only looks like them stays', () => {
  test.each([
    ['# Plan', 'Plan'],
    ['> - 1. quoted item', 'quoted item'],
    ['* item', 'item'],
    ['**Why** is *this* `code` ~~so~~ __slow__?', 'Why is this code so slow?'],
    ['_really_?', 'really?'],
    ['```ts\nconst a = 1;', 'const a = 1;'],
    ['~~~\nx', 'x'],
    ['What does `my_function_name` do?', 'What does my_function_name do?'],
    ['Is 2*3 = 6?', 'Is 2*3 = 6?'],
    ['-5 + 3 = ?', '-5 + 3 = ?'],
    ['#hashtag or not', '#hashtag or not'],
    ['a > b?', 'a > b?'],
    ['2024. A year', 'A year'],
    ['3.14 is what?', '3.14 is what?'],
  ])('%j: %s', (question, title) => {
    expect(titleFrom(question)).toBe(title);
  });
});

describe('[C6] a title has at most 60 characters as a reader counts them', () => {
  test('a longer one is cut at a word', () => {
    const title = titleFrom('How do I convert a list of dictionaries into a table with one row each?');
    expect(title).toBe('How do I convert a list of dictionaries into a table with…');
  });

  test('a word that is longer is cut inside', () => {
    expect(titleFrom('x'.repeat(100))).toBe(`${'x'.repeat(59)}…`);
    expect(titleFrom('x'.repeat(60))).toBe('x'.repeat(60));
    expect(titleFrom(`a ${'x'.repeat(100)}`)).toBe(`a ${'x'.repeat(57)}…`);
  });

  test('a family is one character and never cut in two', () => {
    expect(titleFrom('👨‍👩‍👧‍👦'.repeat(70))).toBe(`${'👨‍👩‍👧‍👦'.repeat(59)}…`);
    expect(titleFrom('e\u0301'.repeat(60))).toBe('e\u0301'.repeat(60));
  });

  test('whatever the question', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (question) => {
        const title = titleFrom(question);
        expect(title).not.toBe('');
        expect(title).not.toMatch(/[\n\r]|^\s|\s$/);
        expect(graphemesOf(title)).toBeLessThanOrEqual(60);
      }),
    );
  });

  test('also of a pasted file that is one line of megabytes', () => {
    expect(titleFrom('word '.repeat(1_000_000))).toMatch(/^(?:word )+word…$/);
    expect(titleFrom(`e${'\u0301'.repeat(1_000_000)}`).length).toBeLessThanOrEqual(2_000);
  });
});
