import { expect, test } from 'vitest';
import { beginsWords, queryWords } from '../../src/components/commands/beginsWords.ts';
import { foldText } from '../../src/search/foldText.ts';

function finds(query: string, text: string): boolean {
  return beginsWords(foldText(text), queryWords(query));
}

test.each([
  ['', 'Anything'],
  ['the', 'Theme: Dark'],
  ['dark THEME', 'Theme: Dark'],
  ['cafe', 'Im Café'],
  ['strasse', 'Die Straße'],
  ['ﬁsh', 'A fish'],
  ['brulee', 'Crème-brûlée'],
  ['字か', '漢字かな交じり文'],
  ['ไทย', 'ภาษาไทย'],
  ['محاد', 'كل محادثة'],
  ['😀', 'Smile 😀'],
])('[U70] %o is found in %o', (query, text) => {
  expect(finds(query, text)).toBe(true);
});

test.each([
  ['heme', 'Theme'],
  ['theme light', 'Theme: Dark'],
  ['rulée', 'Crème brûlée'],
  ['ада', 'Канада'],
])('[U70] %o is not found in %o', (query, text) => {
  expect(finds(query, text)).toBe(false);
});
