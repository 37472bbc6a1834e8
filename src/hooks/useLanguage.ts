import { useEffect, useRef } from 'react';
import { useSettings } from './useSettings.ts';

/**
 * Loads the page anew when another language is chosen: what is drawn was said in the one before. Nothing is lost by it.
 *
 * @see docs/spec.md U91
 */
export function useLanguage(): void {
  const [{ language }] = useSettings();
  const spoken = useRef(language);
  useEffect(() => {
    if (language !== spoken.current) location.reload();
  }, [language]);
}
