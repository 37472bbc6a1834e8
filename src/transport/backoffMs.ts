const FIRST_MS = 500;
const LONGEST_MS = 10_000;

/**
 * How long to wait before the next try, in milliseconds, after `failures` (from 1) tries in a row have failed: from half a
 * second doubling to ten, of which the second half is left to chance so that many pages do not come back at once.
 *
 * @param random from 0 to below 1.
 */
export function backoffMs(failures: number, random: number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10));
  return longest / 2 + (longest / 2) * random;
}
