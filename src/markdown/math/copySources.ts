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
      takeWhole(page.getSelection());
      root.dataset['copies'] = '';
      // Before anything is painted.
      requestAnimationFrame(() => {
        delete root.dataset['copies'];
      });
    },
    { capture: true },
  );
}

/** Extends a selection that begins or ends in a formula over all of it: the source stands beside what was selected. */
function takeWhole(selection: Selection | null): void {
  if (selection === null || selection.rangeCount === 0) return;
  const range = selection.getRangeAt(0).cloneRange();
  const [first, last] = [formulaAround(range.startContainer), formulaAround(range.endContainer)];
  if (first === null && last === null) return;
  if (first !== null) range.setStartBefore(first);
  if (last !== null) range.setEndAfter(last);
  selection.removeAllRanges();
  selection.addRange(range);
}

function formulaAround(node: Node): Element | null {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest('.md-formula') ?? null;
}
