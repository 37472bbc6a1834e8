import { expect, test } from 'vitest';
import { SETTINGS } from '../../src/settings/settings.ts';
import { SETTING_WORDS } from '../../src/settings/settingWords.ts';
import { LANGUAGES } from '../../src/words/languages.ts';
import { pickLanguage } from '../../src/words/pickLanguage.ts';

test.each([
  ['de', ['fr'], 'de', 'ltr'],
  ['system', ['fr', 'de-AT', 'en'], 'de', 'ltr'],
  ['system', ['zh-CN'], 'zh-Hans', 'ltr'],
  ['system', ['zh-TW', 'ar-EG'], 'ar', 'rtl'],
  ['system', ['fr'], 'en', 'ltr'],
  ['system', [], 'en', 'ltr'],
  ['tlh', ['not a tag', 'de'], 'de', 'ltr'],
  ['ar-XB', ['de'], 'ar-XB', 'rtl'],
  ['system', ['en-XA'], 'en-XA', 'ltr'],
])('[U91] %s on a device that wants %j is %s, %s', (chosen, wanted, tag, direction) => {
  expect(pickLanguage(chosen, wanted)).toMatchObject({ tag, direction });
});

test('[U91] every language can be chosen, under its own name', () => {
  const { choices } = SETTINGS.language;
  expect(choices).toEqual(['system', ...Object.keys(LANGUAGES)]);
  expect(Object.keys(SETTING_WORDS.language.choiceNames ?? {})).toEqual(choices);
});
