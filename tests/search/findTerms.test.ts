import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findTerms, termsOf } from '../../src/search/findTerms.ts';
import { foldText, foldWithOrigins } from '../../src/search/foldText.ts';

test.each([
  ['Crème BRÛLÉE', 'creme brulee'],
  ['ＡＢＣ １２３', 'abc 123'],
  ['ｶﾞｷﾞ', 'ガギ'],
  ['Straße', 'strasse'],
  ['ΟΔΟΣ οδός', 'οδοσ οδοσ'],
  ['ﬁne Łódź', 'fine lodz'],
  ['İstanbul ısı', 'istanbul isi'],
  ['مُحَمَّد', 'محمد'],
  ['한국어', '한국어'],
])('[Q1] %s is compared as %s', (text, folded) => {
  expect(foldText(text)).toBe(foldText(folded));
  expect(foldText(text)).toBe(folded);
});

test('[Q1] a dakuten is no mark that is left out', () => {
  expect(findTerms('がぎ', termsOf('か'))).toEqual([]);
});

test('[Q1] what is found is a stretch of the text as it was written, of whole letters', () => {
  const text = 'Die Straße, Crème\u0301 und ﬁn.';
  const words = (query: string): string[] =>
    findTerms(text, termsOf(query)).map(({ start, end }) => text.slice(start, end));
  expect(words('strasse')).toEqual(['Straße']);
  expect(words('stras')).toEqual(['Straß']);
  expect(words('creme')).toEqual(['Crème\u0301']);
  expect(words('fi')).toEqual(['ﬁ']);
  expect(words('漢')).toEqual([]);
});

test('[Q1] whatever the text, what is found in it folds to something with the term', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), fc.nat(), (text, at, length) => {
      const term = foldText(text.slice(at % (text.length + 1), (at % (text.length + 1)) + (length % 5) + 1)).trim();
      for (const { start, end } of findTerms(text, term === '' ? [] : [term])) {
        expect(start).toBeLessThan(end);
        expect(foldWithOrigins(text.slice(start, end)).folded).toContain(term);
      }
    }),
  );
});

test('[Q2] a query is its words; what is quoted is one; no word reaches over the end of a line', () => {
  expect(termsOf('  Two  words two ')).toEqual(['two', 'words']);
  expect(termsOf('"a  b" c “d e')).toEqual(['a b', 'c', 'd e']);
  expect(termsOf(' "" ')).toEqual([]);
  expect(findTerms('a\nb a b', ['a b'])).toEqual([{ start: 4, end: 7 }]);
});
