import { findTerms } from './findTerms.ts';

/** A line of a text around what was found in it. */
export interface Snippet {
  readonly pieces: readonly { readonly text: string; readonly found: boolean }[];
}

/** How much stands before the first thing found, and in all, in UTF-16 units. */
const BEFORE = 30;
const LENGTH = 140;

/**
 * The place of a text where the terms are: one line, cut at spaces where it can be.
 *
 * @see docs/spec.md Q4
 */
export function snippetOf(text: string, terms: readonly string[]): Snippet {
  const first = findTerms(text, terms)[0]?.start ?? 0;
  const from = cutBefore(text, Math.max(0, first - BEFORE), first);
  const to = Math.min(text.length, from + LENGTH);
  const line = `${from > 0 ? '…' : ''}${whole(text, from, to)}${to < text.length ? '…' : ''}`
    .replaceAll(/\s+/g, ' ')
    .trim();
  const pieces: { text: string; found: boolean }[] = [];
  let at = 0;
  for (const { start, end } of findTerms(line, terms)) {
    if (start > at) pieces.push({ text: line.slice(at, start), found: false });
    pieces.push({ text: line.slice(start, end), found: true });
    at = end;
  }
  if (at < line.length) pieces.push({ text: line.slice(at), found: false });
  return { pieces };
}

/** The beginning of a word between two places, or the first of them. */
function cutBefore(text: string, from: number, until: number): number {
  if (from === 0) return 0;
  const space = text.slice(from, until).search(/\s\S/);
  return space === -1 ? from : from + space + 1;
}

/** A stretch of a text without half a character at its ends. */
function whole(text: string, from: number, to: number): string {
  return text
    .slice(from, to)
    .replace(/^[\uDC00-\uDFFF]/, '')
    .replace(/[\uD800-\uDBFF]$/, '');
}
