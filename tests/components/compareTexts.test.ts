import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareTexts, type ComparedPiece } from '../../src/components/message/compareTexts.ts';

const textOf = (pieces: readonly ComparedPiece[]) => pieces.map(({ text }) => text).join('');
const changed = (pieces: readonly ComparedPiece[]) => pieces.filter((piece) => piece.changed).map(({ text }) => text);
const kept = (pieces: readonly ComparedPiece[]) => pieces.filter((piece) => !piece.changed).map(({ text }) => text);

describe('[C15] Two versions are compared', () => {
  test('by words', () => {
    const { before, after } = compareTexts('The old cat sleeps.', 'The cat sleeps late.');
    expect(changed(before).map((text) => text.trim())).toEqual(['old']);
    expect(changed(after).map((text) => text.trim())).toEqual(['late']);
  });

  test.each([
    ['by whole words where letters have marks', 'Die Größe zählt.', 'Die Grüße zählt.', [['Größe'], ['Grüße']]],
    ['by whole words in Cyrillic', 'Кошка спит.', 'Кошка поёт.', [['спит'], ['поёт']]],
    ['by letters where words are not written apart', '猫在睡觉', '狗在睡觉', [['猫'], ['狗']]],
    ['with the pair of an emoji whole', 'Yes 😀', 'Yes 😁', [['😀'], ['😁']]],
  ])('%s', (_how, one, other, expected) => {
    const { before, after } = compareTexts(one, other);
    expect([changed(before), changed(after)]).toEqual(expected);
  });

  test('in whole stretches, where only spaces and marks are the same between two changes', () => {
    const { before, after } = compareTexts('one, two, three', 'four, five, six');
    expect([changed(before), changed(after)]).toEqual([['one, two, three'], ['four, five, six']]);
  });

  test('and are not changed where they are the same, or empty', () => {
    expect(compareTexts('Same.', 'Same.')).toEqual({
      before: [{ start: 0, text: 'Same.', changed: false }],
      after: [{ start: 0, text: 'Same.', changed: false }],
    });
    expect(compareTexts('', '')).toEqual({ before: [], after: [] });
    expect(compareTexts('', 'New.')).toEqual({ before: [], after: [{ start: 0, text: 'New.', changed: true }] });
  });

  test('by lines where they differ in too many words, and as a whole where in too many lines', () => {
    const words = (name: string) => Array.from({ length: 2000 }, (_, index) => `${name}${String(index)}`);
    const lines = compareTexts(`Same.\n${words('a').join(' ')}\n`, `Same.\n${words('b').join(' ')}\n`);
    expect([kept(lines.before), kept(lines.after)]).toEqual([['Same.\n'], ['Same.\n']]);
    const whole = compareTexts(`Same.\n${words('a').join('\n')}`, `Same.\n${words('b').join('\n')}`);
    expect([whole.before.length, whole.after.length]).toEqual([1, 1]);
    expect(whole.before[0]?.changed).toBe(true);
  });

  test('without losing a character of either, and with the same words kept in both', () => {
    const text = fc
      .array(fc.constantFrom('a', 'bc', ' ', '\n', ', ', '猫', 'é', '😀', '\ud83d', '**', '\t'), { maxLength: 30 })
      .map((tokens) => tokens.join(''));
    fc.assert(
      fc.property(text, text, (one, other) => {
        const { before, after } = compareTexts(one, other);
        expect([textOf(before), textOf(after)]).toEqual([one, other]);
        expect(kept(before).join('')).toBe(kept(after).join(''));
      }),
      { numRuns: 2000 },
    );
  });
});
