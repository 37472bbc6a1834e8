/** How many turns share a page. */
const PAGE_LENGTH = 8;

/** Turns in pages, counted from the first: a new one changes the last page alone. */
export function pagesOf<Turn>(turns: readonly Turn[]): readonly (readonly Turn[])[] {
  return Array.from({ length: Math.ceil(turns.length / PAGE_LENGTH) }, (_, page) =>
    turns.slice(page * PAGE_LENGTH, (page + 1) * PAGE_LENGTH),
  );
}
