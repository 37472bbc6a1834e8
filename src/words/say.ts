import { setupI18n, type Messages } from '@lingui/core';
import type english from './en.json';

/** A text of the page, as it is in English: ICU MessageFormat, in which `{name}` stands for a value. */
export type Words = keyof typeof english;

/** What stands for the names in a text. */
export type Values = Readonly<Record<string, string | number>>;

// Before a language is spoken, and where a text is missing in it, the English text stands for itself.
const i18n = setupI18n({ locale: 'en', messages: { en: {} } });

/**
 * A text in the language of the page.
 *
 * @see docs/spec.md U90
 * @see https://unicode-org.github.io/icu/userguide/format_parse/messages/
 */
export function say(words: Words, values?: Values): string {
  const message = i18n.messages[words] ?? words;
  // Plain text needs no library, which would warn that it is not compiled.
  return typeof message === 'string' && !message.includes('{') ? message : i18n._(words, values);
}

/** A sentence from elsewhere, an error mostly, in the language of the page where that has it, else as it is. */
export function sayIfKnown(sentence: string): string {
  const known = i18n.messages[sentence];
  // Only plain text is ours: a brace in an error of a provider opens no name.
  return typeof known === 'string' ? known : sentence;
}

/** The language of the page, as a BCP 47 tag. */
export function spokenLanguage(): string {
  return i18n.locale;
}

/** Has all texts said in a language from now on; what is drawn already stays. */
export function speak(language: string, messages: Messages): void {
  i18n.loadAndActivate({ locale: language, messages });
}
