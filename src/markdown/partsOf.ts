/** How many items, rows or blocks stand in a long block itself: those that most blocks have, and those that tell a table's columns. */
export const FIRST_PART = 24;

/** How many share each later part: few enough that the one that grows is drawn quickly. */
export const LATER_PART = 12;

/**
 * Cuts what is in a growing block into its first part and the later ones, which the browser can leave out of the layout.
 * @see docs/spec.md M57
 */
export function partsOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const first = items.length === 0 ? [] : [items.slice(0, FIRST_PART)];
  const later = Math.ceil(Math.max(items.length - FIRST_PART, 0) / LATER_PART);
  return [...first, ...Array.from({ length: later }, (_, part) => items.slice(...boundsOf(part)))];
}

function boundsOf(part: number): [number, number] {
  return [FIRST_PART + part * LATER_PART, FIRST_PART + (part + 1) * LATER_PART];
}
