import type { BlockNode } from './markdownTree.ts';

/**
 * The direction of a list, a table or a quote: that of the first letter in it outside code and math. `dir="auto"` cannot say it,
 * because it does not look into elements that have a direction of their own.
 * @returns `undefined` while there is no letter. It never changes while text is added.
 * @see https://html.spec.whatwg.org/multipage/dom.html#the-dir-attribute
 */
export function textDirection(node: BlockNode): 'ltr' | 'rtl' | undefined {
  for (const text of textsOf(node)) {
    const letter = /\p{L}/u.exec(text)?.[0];
    if (letter !== undefined) return rightToLeft.test(letter) ? 'rtl' : 'ltr';
  }
  return undefined;
}

// Hebrew to Arabic Extended with their presentation forms, and the right-to-left areas of the supplementary plane.
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

function* textsOf(node: BlockNode): Generator<string> {
  switch (node.kind) {
    case 'paragraph':
    case 'heading':
      yield prose(node.content);
      break;
    case 'quote':
      for (const child of node.children) yield* textsOf(child);
      break;
    case 'list':
      for (const item of node.items) for (const child of item.children) yield* textsOf(child);
      break;
    case 'table':
      for (const row of [node.head, ...node.rows]) for (const cell of row) yield prose(cell);
      break;
    default:
  }
}

/** What lies outside of code, math, addresses and the names of characters, about; marks are no letters. */
function prose(content: string): string {
  return content
    .slice(0, FAR_ENOUGH)
    .replaceAll(/(`+)[^]*?\1|\${1,2}[^$]*\${1,2}|\\[([][^]*?\\[)\]]|\]\([^)]*\)|<[^>]*>|https?:\S+|&\w+;/g, ' ');
}

/** Nobody looks for the first letter beyond this. */
const FAR_ENOUGH = 2000;
