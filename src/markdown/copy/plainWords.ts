import type { InlineNode } from '../markdownTree.ts';
import type { CopiedTable, CopiedText } from './CopiedBlock.ts';

/** The words of a block, as they are seen: no marks, no addresses. */
export function plainWords(block: CopiedText): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return inlineWords(block.content);
    case 'code':
    case 'verbatim':
      return block.text;
    case 'math':
      return `$$${block.source}$$`;
  }
}

/**
 * A table's cells as text: a tab between columns, a line break between rows, and quotes around what holds one of these or a quote.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function tableText({ head, rows }: CopiedTable): string {
  return [head, ...rows].map((row) => row.map((cell) => quoted(inlineWords(cell))).join('\t')).join('\n');
}

function quoted(cell: string): string {
  return /["\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function inlineWords(nodes: readonly InlineNode[]): string {
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
