import { useLanguage } from './useLanguage.ts';
import { useTheme } from './useTheme.ts';

/** Has the page in the colours and the language that the settings say. */
export function useAppearance(): void {
  useTheme();
  useLanguage();
}
