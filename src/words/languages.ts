import type { Messages } from '@lingui/core';

/** A language that the page can be in. */
export interface Language {
  /** What it calls itself. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  /** Fetches its texts; absent where they came with the page. */
  readonly load?: () => Promise<{ readonly default: Messages }>;
}

/** The languages to choose from, by their BCP 47 tags. Adding one is an entry here and a file of texts beside this one. */
export const LANGUAGES = {
  en: { name: 'English', direction: 'ltr' },
  de: { name: 'Deutsch', direction: 'ltr', load: () => import('virtual:words/de') },
  'zh-Hans': { name: '简体中文', direction: 'ltr', load: () => import('virtual:words/zh-Hans') },
  ar: { name: 'العربية', direction: 'rtl', load: () => import('virtual:words/ar') },
} as const satisfies Record<string, Language>;

/** Languages that only look like one, for tests: longer texts with accents, and the same from right to left. */
export const PSEUDO_LANGUAGES = {
  'en-XA': { name: 'Pseudo', direction: 'ltr', load: () => import('virtual:words/en-XA') },
  'ar-XB': { name: 'Pseudo, right to left', direction: 'rtl', load: () => import('virtual:words/ar-XB') },
} as const satisfies Record<string, Language>;
