import { guessedHeight } from './guessedHeight.ts';

/**
 * Lets the browser leave out of the layout those groups that are final and out of sight.
 * @param count how many of the first groups are final.
 * @param height of a group that stands in the page already the `measured` one, which it keeps; of one that has just come there, and was never
 * laid out, a `guessed` one.
 * @see docs/spec.md M52
 */
export function sealGroups(page: HTMLElement, count: number, height: 'measured' | 'guessed'): void {
  const groups = [...page.children]
    .slice(0, Math.max(count, 0))
    .filter((group): group is HTMLElement => group instanceof HTMLElement && group.dataset['sealed'] === undefined);
  // All are measured before any is changed: a change makes the next measurement lay the page out anew.
  const heights = groups.map((group) => (height === 'guessed' ? guessedHeight(group) : group.offsetHeight));
  for (const [at, group] of groups.entries()) seal(group, heights[at] ?? 0);
}

/** Lets the browser leave an element out of the layout while it is out of sight. @param heightPx what it is then as high as */
export function seal(element: HTMLElement, heightPx: number): void {
  element.style.containIntrinsicBlockSize = `auto ${heightPx}px`;
  element.dataset['sealed'] = '';
}
