import type { Messages } from '@lingui/core';

/** A language that the page can be in. */
export interface Language {
  readonly direction: 'ltr' | 'rtl';
  /** Fetches its texts; absent where they came with the page. */
  readonly load?: () => Promise<{ readonly default: Messages }>;
}

/** The languages to choose from, by their BCP 47 tags. Adding one is an entry here and a file of texts beside this one. */
export const LANGUAGES = {
  en: { direction: 'ltr' },
  de: { direction: 'ltr', load: () => import('virtual:words/de') },
  'zh-Hans': { direction: 'ltr', load: () => import('virtual:words/zh-Hans') },
  ar: { direction: 'rtl', load: () => import('virtual:words/ar') },
} as const satisfies Record<string, Language>;

/** Languages that only look like one, for tests: longer texts with accents, and the same from right to left. */
export const PSEUDO_LANGUAGES = {
  'en-XA': { direction: 'ltr', load: () => import('virtual:words/en-XA') },
  'ar-XB': { direction: 'rtl', load: () => import('virtual:words/ar-XB') },
} as const satisfies Record<string, Language>;
