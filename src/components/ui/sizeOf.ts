import { formatLocales } from '../../words/formatLocales.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** A number of bytes in words, with one decimal at most. */
export function sizeOf(bytes: number): string {
  const power = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toLocaleString([...formatLocales()], { maximumFractionDigits: 1 })} ${UNITS[power]}`;
}
