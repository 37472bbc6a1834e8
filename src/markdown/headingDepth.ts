/** The levels, as written, of the headings that enclose the place reached, outermost first. */
export type HeadingOutline = number[];

/**
 * Where a heading belongs in its reply's outline, from 1 and never deeper than one below the heading before: a reply that begins
 * with `###` or jumps from `#` to `####` still has an outline without gaps. What follows never changes what came before.
 * @param outline is changed: the heading becomes its innermost.
 * @see https://dequeuniversity.com/rules/axe/4.11/heading-order
 */
export function headingDepth(outline: HeadingOutline, level: number): number {
  while ((outline.at(-1) ?? 0) >= level) outline.pop();
  outline.push(level);
  return outline.length;
}
