import type { CopiedTable, CopiedText } from './CopiedBlock.ts';
import { guardedCell } from './guardedCell.ts';
import { inlineWords } from './inlineWords.ts';

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
  return [head, ...rows].map((row) => row.map((cell) => quoted(inlineWords(guardedCell(cell)))).join('\t')).join('\n');
}

function quoted(cell: string): string {
  return /["\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
