import type { Definitions, ReplyDocument } from './markdownTree.ts';

/** What the labels of a reply stand for. */
export interface Labels {
  readonly definitions: Definitions;
  /** The number of each footnote, by normalised label. */
  readonly footnotes: ReadonlyMap<string, number>;
}

/** The labels of a reply that has none. */
export const NO_LABELS: Labels = { definitions: new Map(), footnotes: new Map() };

/** Whether one of these names something. Those of footnotes begin with `^`. */
export function namesAny(labels: Labels, names: ReadonlySet<string>): boolean {
  for (const name of names) {
    if (name.startsWith('^') ? labels.footnotes.has(name.slice(1)) : labels.definitions.has(name)) return true;
  }
  return false;
}

/** The labels of a document: the known ones when it has no others. */
export function labelsOf({ definitions, footnotes }: ReplyDocument, known: Labels): Labels {
  const numbered = numbers(footnotes.map(({ label }) => label));
  const isKnown =
    definitions === known.definitions &&
    numbered.size === known.footnotes.size &&
    [...numbered].every(([label, number]) => known.footnotes.get(label) === number);
  return isKnown ? known : { definitions, footnotes: numbered };
}

/** The first of a label wins. */
function numbers(labels: readonly string[]): ReadonlyMap<string, number> {
  return new Map(labels.map((label, at) => [label, at + 1] as const).toReversed());
}
