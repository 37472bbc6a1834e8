import { useEffect } from 'react';
import { SETTING_NAMES, SETTINGS } from '../settings/settings.ts';
import { useSettings } from './useSettings.ts';

/** The settings that are attributes of the page, where they are not as the style sheet has them anyway. `public/theme.js` sets them before the first paint. */
const LOOKS = {
  theme: 'data-theme',
  contrast: 'data-contrast',
  density: 'data-density',
  textSize: 'data-text-size',
  readingWidth: 'data-reading-width',
} as const;

const LOOKED = SETTING_NAMES.filter((name) => name in LOOKS) as readonly (keyof typeof LOOKS)[]; // As they are filtered.

/** Has the page look as the settings say. */
export function useLook(): void {
  const [settings] = useSettings();
  useEffect(() => {
    const { documentElement: page } = document;
    for (const name of LOOKED) {
      if (settings[name] === SETTINGS[name].fallback) page.removeAttribute(LOOKS[name]);
      else page.setAttribute(LOOKS[name], settings[name]);
    }
  }, [settings]);
}
