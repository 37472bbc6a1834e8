import { foldText, foldWithOrigins } from './foldText.ts';

/** A stretch of a text, in UTF-16 units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * What a query asks for: its words, each of which must be there; what stands between quotation marks is one. Folded.
 *
 * @see docs/spec.md Q2
 */
export function termsOf(query: string): readonly string[] {
  const terms = [...query.matchAll(/["“„«]([^"”“»]+)["”“»]?|([^\s"“”„«»]+)/g)];
  const folded = terms.map(([, phrase, word]) => foldText((phrase ?? word ?? '').trim().replaceAll(/\s+/g, ' ')));
  return [...new Set(folded)].filter((term) => term !== '');
}

/**
 * Where the terms stand in a text, in its order and without overlaps. No term reaches over the end of a line.
 *
 * @see docs/spec.md Q1
 */
export function findTerms(text: string, terms: readonly string[]): readonly TextRange[] {
  const found: TextRange[] = [];
  let from = 0;
  for (const line of text.split('\n')) {
    const plain = foldText(line);
    // To know the way back is dear, and most lines hold nothing.
    if (terms.some((term) => plain.includes(term))) found.push(...findInLine(line, terms, from));
    from += line.length + 1;
  }
  return found;
}

function findInLine(line: string, terms: readonly string[], from: number): readonly TextRange[] {
  const { folded, origins } = foldWithOrigins(line);
  const origin = (at: number): number => origins?.[at] ?? at;
  const found: TextRange[] = [];
  for (const term of terms) {
    for (let at = folded.indexOf(term); at !== -1; at = folded.indexOf(term, at + term.length)) {
      let next = at + term.length;
      // To the end of the last letter, of which the fold may have made several.
      while (next < folded.length && origin(next) === origin(next - 1)) next += 1;
      found.push({ start: from + origin(at), end: from + origin(next) });
    }
  }
  return withoutOverlaps(found.toSorted((one, other) => one.start - other.start || other.end - one.end));
}

function withoutOverlaps(sorted: readonly TextRange[]): readonly TextRange[] {
  const kept: TextRange[] = [];
  for (const range of sorted) if (range.start >= (kept.at(-1)?.end ?? 0)) kept.push(range);
  return kept;
}
