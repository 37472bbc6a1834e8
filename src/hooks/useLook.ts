import { useEffect } from 'react';
import { SETTINGS } from '../settings/settings.ts';
import { useSettings } from './useSettings.ts';

/** The settings that are attributes of the page, where they are not as the style sheet has them anyway. `public/theme.js` sets them before the first paint. */
const LOOKS = [
  ['theme', 'data-theme'],
  ['contrast', 'data-contrast'],
  ['density', 'data-density'],
  ['textSize', 'data-text-size'],
  ['readingWidth', 'data-reading-width'],
] as const;

/** Has the page look as the settings say. */
export function useLook(): void {
  const [settings] = useSettings();
  useEffect(() => {
    const { documentElement: page } = document;
    for (const [name, attribute] of LOOKS) {
      if (settings[name] === SETTINGS[name].fallback) page.removeAttribute(attribute);
      else page.setAttribute(attribute, settings[name]);
    }
  }, [settings]);
}
