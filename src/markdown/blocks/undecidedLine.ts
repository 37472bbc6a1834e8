/** What a last line is becomes clear with its next characters as long as it holds no more than this. */
const undecided = new RegExp(
  [
    String.raw`[-+*_=~\x60#|:$\\<!][-+*_=~\x60#|:$\\<!\s]*`, // marks alone
    String.raw`(?:(?:[-+*]|\d{1,9}[.)]?)\s*)?(?:\[[ xX]?\]?)?`, // a list's mark or number, a task's box
    String.raw`(?:[-+*]\s+|\d{1,9}[.)]\s+)?(?:\x60{3,}|~{3,})[^\x60]*`, // a fence whose language is being written
    String.raw`\[(?!\^)[^\]]*\]:.*`, // a reference definition
    String.raw`\[![a-zA-Z]*\]?\s*`, // the name of an alert
    String.raw`\[\^[^\]]*\]?:?\s*`, // the label of a footnote
  ]
    .map((part) => String.raw`^[\s>]*${part}$`)
    .join('|'),
);

/**
 * Whether nothing can be said yet of a line whose end has not come: `-` may become a list, a heading's underline or a rule.
 * @see docs/spec.md M12
 */
export function isUndecided(line: string): boolean {
  return undecided.test(line);
}
