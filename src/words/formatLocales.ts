import { spokenLanguage } from './say.ts';

/**
 * The locales that times and numbers are written in: those of the device that are of the language of the page, else that language. So a
 * British reader has British times in an English page.
 *
 * @see docs/spec.md U91
 */
export function formatLocales(): readonly string[] {
  const spoken = spokenLanguage();
  const [language] = spoken.split('-');
  const own = navigator.languages.filter((tag) => tag.split('-')[0] === language);
  return own.length > 0 ? own : [spoken];
}
