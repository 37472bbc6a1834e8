import type { InlineNode } from '../markdownTree.ts';

/** The words of inline content, as they are seen. */
export function inlineWords(nodes: readonly InlineNode[]): string {
  return nodes.map(wordsOf).join('');
}

function wordsOf(node: InlineNode): string {
  switch (node.kind) {
    case 'text':
    case 'code':
      return node.text;
    case 'math':
      return `$${node.source}$`;
    case 'break':
      return '\n';
    case 'footnote-mark':
      return '';
    case 'image':
      return node.alt;
    default:
      return inlineWords(node.children);
  }
}
