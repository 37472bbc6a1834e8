import type { StateInline } from 'markdown-it';
import { createFinder, type Finder } from './createFinder.ts';

/** Longer math in a line is text: it keeps a reply full of dollar signs cheap. In UTF-16 units, its marks included. */
export const longestMath = 1000;

/**
 * An inline rule for math: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`. For a single dollar sign, as in Pandoc, no space may follow the
 * opening one or precede the closing one and no letter or digit may touch them from outside, so that prices stay text.
 * @see https://pandoc.org/MANUAL.html#extension-tex_math_dollars
 */
export function inlineMath(state: StateInline, silent: boolean): boolean {
  const opening = mathOpening(state.src.slice(state.pos, state.pos + 2));
  if (opening === undefined) return false;
  const end = mathEnd(state, opening);
  const content = state.src.slice(state.pos + opening.length, end);
  if (end === -1 || content.trim() === '' || content.includes('`')) return false;
  if (!silent) {
    const token = state.push('math_inline', 'math', 0);
    token.content = content.trim();
  }
  state.pos = end + closings[opening].length;
  return true;
}

/** One a text. */
const finders = new WeakMap<StateInline, Finder>();

/** Where the closing mark stands, or -1. */
function mathEnd(state: StateInline, opening: MathOpening): number {
  const { src, pos } = state;
  const last = Math.min(state.posMax, pos + longestMath);
  if (opening === '$') {
    if (/[\p{L}\p{N}$]/u.test(src.charAt(pos - 1))) return -1;
    const length = dollarEnd(src.slice(pos, last));
    return length === -1 ? -1 : pos + length;
  }
  const find = finders.get(state) ?? createFinder(src);
  finders.set(state, find);
  const end = find(closings[opening], pos + 2);
  return end + 2 > last ? -1 : end;
}

/** The mark with which math begins, if the text begins with one. */
export function mathOpening(text: string): MathOpening | undefined {
  return mathOpenings.find((opening) => text.startsWith(opening));
}

const mathOpenings = ['$$', '$', '\\(', '\\['] as const;
const closings = { $$: '$$', $: '$', '\\(': '\\)', '\\[': '\\]' } as const;

/** A mark with which math begins. */
export type MathOpening = (typeof mathOpenings)[number];

/** What closes math that begins with this mark. */
export function mathClosing(opening: MathOpening): string {
  return closings[opening];
}

/** The next dollar sign must be the closing one: TeX has none inside of a formula, and between two prices there is a space before it. */
function dollarEnd(source: string): number {
  if (/^\$\s/.test(source)) return -1;
  let at = source.indexOf('$', 1);
  while (at !== -1 && source[at - 1] === '\\') at = source.indexOf('$', at + 1);
  if (at === -1 || /\s/.test(source.charAt(at - 1))) return -1;
  return /^[\p{L}\p{N}$]/u.test(source.slice(at + 1, at + 3)) ? -1 : at;
}
