import { LANGUAGES, PSEUDO_LANGUAGES, type Language } from './languages.ts';

const ALL: Readonly<Record<string, Language>> = { ...LANGUAGES, ...PSEUDO_LANGUAGES };

/**
 * The language to speak: the one that was chosen, else the first one that the reader's device asks for and the page has, else English.
 *
 * @param chosen a BCP 47 tag, or `system`
 * @param wanted the tags of the device, the dearest first: `navigator.languages`
 * @see docs/spec.md U91
 */
export function pickLanguage(chosen: string, wanted: readonly string[]): { readonly tag: string } & Language {
  const tag = [chosen, ...wanted].map(tagFor).find((found) => found !== undefined) ?? 'en';
  return { tag, ...(ALL[tag] ?? LANGUAGES.en) };
}

function tagFor(wanted: string): string | undefined {
  if (Object.hasOwn(ALL, wanted)) return wanted;
  const locale = parse(wanted)?.maximize();
  return Object.keys(LANGUAGES).find((tag) => {
    const own = new Intl.Locale(tag).maximize();
    return own.language === locale?.language && own.script === locale.script;
  });
}

function parse(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
