/** The longest name that is kept, in UTF-16 units. */
const LONGEST_NAME = 200;

/** The name of a file without the way to it and without what turns writing round or breaks it; empty when nothing is left. */
export function plainName(name: string): string {
  const [last = ''] = name.split(/[\\/]/).slice(-1);
  return last
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202A-\u202E\u2066-\u2069]/gu, '')
    .trim()
    .slice(0, LONGEST_NAME);
}
