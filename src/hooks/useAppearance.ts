import { useLanguage } from './useLanguage.ts';
import { useLook } from './useLook.ts';

/** Has the page look and speak as the settings say. */
export function useAppearance(): void {
  useLook();
  useLanguage();
}
