import { useEffect } from 'react';
import type { Theme } from '../settings/settings.ts';
import { useSettings } from './useSettings.ts';

/** Colours the page as the setting says; `system` leaves it to the device. */
export function useTheme(): Theme {
  const [{ theme }] = useSettings();
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset['theme'];
    else dataset['theme'] = theme;
  }, [theme]);
  return theme;
}
