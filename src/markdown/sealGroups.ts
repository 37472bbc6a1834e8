/**
 * Lets the browser leave out of the layout those groups that are final and out of sight; they keep the height that they had.
 * @param count how many of the first groups are final.
 * @see docs/spec.md M52
 */
export function sealGroups(page: HTMLElement, count: number): void {
  const groups = [...page.children]
    .slice(0, Math.max(count, 0))
    .filter((group): group is HTMLElement => group instanceof HTMLElement && group.dataset['sealed'] === undefined);
  // All are measured before any is changed: a change makes the next measurement lay the page out anew.
  const heights = groups.map((group) => group.offsetHeight);
  for (const [at, group] of groups.entries()) {
    group.style.containIntrinsicBlockSize = `auto ${heights[at] ?? 0}px`;
    group.dataset['sealed'] = '';
  }
}
