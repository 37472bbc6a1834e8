/** Where a mark stands next, from a place on; -1 if nowhere. */
export type Finder = (mark: string, from: number) => number;

/**
 * `indexOf` for one text that remembers its last answer for each mark. A text full of marks that are never closed is then looked
 * through once, and not once a mark.
 */
export function createFinder(text: string): Finder {
  const answers = new Map<string, { from: number; at: number }>();
  return (mark, from) => {
    const last = answers.get(mark);
    if (last !== undefined && last.from <= from && (last.at === -1 || from <= last.at)) return last.at;
    const at = text.indexOf(mark, from);
    answers.set(mark, { from, at });
    return at;
  };
}
