import katex from 'katex';
import 'katex/contrib/mhchem';
import { textPieces } from '../hiddenCharacters.ts';
import { FormulaRefusal } from './FormulaRefusal.ts';
import type { FormulaRefusalCode } from './FormulaRefusal.ts';
import type { FormulaNode } from './formulaTree.ts';
import { readKatexTree } from './readKatexTree.ts';

/** A formula set, or why it is not. */
export type TypesetFormula =
  | { readonly kind: 'set'; readonly tree: readonly FormulaNode[]; readonly nodes: number }
  | { readonly kind: 'refused'; readonly code: FormulaRefusalCode; readonly detail: string };

/** Longer sources are not set. */
export const longestSource = 4000;

/**
 * Sets a formula with KaTeX. Never throws. It may take long: macros can grow a short source without measure.
 * @param source TeX without its delimiters.
 * @param display true for a formula on lines of its own.
 * @see docs/spec.md M40
 */
export function typesetFormula(source: string, display: boolean): TypesetFormula {
  try {
    if (source.length > longestSource) throw new FormulaRefusal('too-long');
    const { tree, nodes } = readKatexTree(display ? katexTree(source, true) : inlineTree(source));
    refuseHidden(tree);
    return { kind: 'set', tree, nodes };
  } catch (error) {
    return { kind: 'refused', ...reasonOf(error) };
  }
}

/** Equations that are aligned or numbered stand on lines of their own, wherever they are written. */
function inlineTree(source: string): unknown {
  try {
    return katexTree(source, false);
  } catch (error) {
    if (error instanceof katex.ParseError && / display (?:mode|equations)/.test(error.rawMessage)) {
      return katexTree(source, true);
    }
    throw error;
  }
}

function katexTree(source: string, display: boolean): unknown {
  return __renderToDomTree(source, {
    displayMode: display,
    output: 'htmlAndMathml',
    throwOnError: true,
    strict: 'ignore',
    maxSize: 20,
    maxExpand: 1000,
    // KaTeX knows some names that LaTeX does not, `\R` for one, and would refuse to define them.
    macros: { '\\newcommand': '\\providecommand' },
    // KaTeX would drop the argument of a command that it does not trust; its source says more.
    trust({ command }) {
      throw new FormulaRefusal('forbidden', command);
    },
  });
}

/** KaTeX exports it for renderers of one's own, and leaves it out of its types. */
const { __renderToDomTree } = katex as unknown as {
  __renderToDomTree(source: string, options: katex.KatexOptions): unknown;
};

/** `\char` can make characters that are not in the source. */
function refuseHidden(nodes: readonly FormulaNode[]): void {
  for (const node of nodes) {
    if (typeof node !== 'string') refuseHidden(node.children);
    else if (textPieces(node, 'code').some(({ kind }) => kind === 'hidden')) throw new FormulaRefusal('hidden');
  }
}

function reasonOf(error: unknown): { code: FormulaRefusalCode; detail: string } {
  if (error instanceof FormulaRefusal) return { code: error.code, detail: error.detail };
  if (error instanceof katex.ParseError) return { code: 'wrong', detail: error.rawMessage };
  // Deep nesting overflows the stack of KaTeX's parser.
  if (error instanceof RangeError) return { code: 'too-large', detail: '' };
  return { code: 'wrong', detail: '' };
}
