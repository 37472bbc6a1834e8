import { expect } from 'vitest';
import type { BlockNode, ListItem, ReplyDocument, TableNode } from '../../../src/markdown/markdownTree.ts';

/** Expects that everything that is closed in a document is the same object at the same place in a later one. */
export function expectKept(before: ReplyDocument, after: ReplyDocument): void {
  expectBlocksKept(before.blocks, after.blocks);
  for (const [at, footnote] of before.footnotes.entries()) {
    const later = after.footnotes[at];
    expect(later?.label).toBe(footnote.label);
    if (footnote.open !== true) expect(later).toBe(footnote);
    expectBlocksKept(footnote.children, later?.children ?? []);
  }
  for (const [label, address] of before.definitions) expect(after.definitions.get(label)).toBe(address);
}

function expectBlocksKept(before: readonly BlockNode[], after: readonly BlockNode[]): void {
  for (const [at, block] of before.entries()) {
    const later = after[at];
    if (block.open !== true) expect(later).toBe(block);
    else if (block.kind === 'quote') expectBlocksKept(block.children, later?.kind === 'quote' ? later.children : []);
    else if (block.kind === 'list') expectItemsKept(block.items, later?.kind === 'list' ? later.items : []);
    else if (block.kind === 'table') expectRowsKept(block, later);
  }
}

function expectItemsKept(before: readonly ListItem[], after: readonly ListItem[]): void {
  for (const [at, item] of before.entries()) {
    if (item.open !== true) expect(after[at]).toBe(item);
    else expectBlocksKept(item.children, after[at]?.children ?? []);
  }
}

function expectRowsKept({ rows, finalRows }: TableNode, after: BlockNode | undefined): void {
  for (const [at, row] of rows.slice(0, finalRows).entries()) {
    expect(after?.kind === 'table' && after.finalRows > at && after.rows[at]).toBe(row);
  }
}
