import type { StateInline } from 'markdown-it';

/** Longer math in a line is text: it keeps a reply full of dollar signs cheap. In UTF-16 units, its marks included. */
export const longestMath = 1000;

/**
 * An inline rule for math: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`. For a single dollar sign, as in Pandoc, no space may follow the
 * opening one or precede the closing one and no letter or digit may touch them from outside, so that prices stay text.
 * @see https://pandoc.org/MANUAL.html#extension-tex_math_dollars
 */
export function inlineMath(state: StateInline, silent: boolean): boolean {
  const source = state.src.slice(state.pos, Math.min(state.posMax, state.pos + longestMath));
  const opening = mathOpening(source);
  if (opening === undefined) return false;
  if (opening === '$' && /[\p{L}\p{N}$]/u.test(state.src.charAt(state.pos - 1))) return false;
  const end = opening === '$' ? dollarEnd(source) : source.indexOf(closings[opening], 2);
  const content = source.slice(opening.length, end);
  if (end === -1 || content.trim() === '' || content.includes('`')) return false;
  if (!silent) {
    const token = state.push('math_inline', 'math', 0);
    token.content = content.trim();
  }
  state.pos += end + closings[opening].length;
  return true;
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
