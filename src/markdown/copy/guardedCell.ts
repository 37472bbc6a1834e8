import type { InlineNode } from '../markdownTree.ts';
import { inlineWords } from './inlineWords.ts';

/**
 * What a cell holds, with an apostrophe before it where a spreadsheet would run it as a formula that calls or fetches something.
 * @see docs/decisions/009-own-writers-for-copies.md
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function guardedCell(content: readonly InlineNode[]): readonly InlineNode[] {
  return isFormula.test(inlineWords(content)) ? [{ kind: 'text', text: "'" }, ...content] : content;
}

// Numbers, names and sums begin like that too; without one of the later marks nothing is called and no other program is named.
const isFormula = /^\s*[=+\-@＝＋－＠][^]*[(|!]/u;
