/**
 * Lets a copy of a selection hold the sources of its formulas: while the browser makes the copy, the page shows them in place of
 * the formulas.
 * @see docs/spec.md M43
 */
export function copySources(page: Document): void {
  const root = page.documentElement;
  // First of all, so that whoever makes the copy reads the sources.
  page.addEventListener(
    'copy',
    () => {
      root.dataset['copies'] = '';
      // Before anything is painted.
      requestAnimationFrame(() => {
        delete root.dataset['copies'];
      });
    },
    { capture: true },
  );
}
