import type { BlockNode } from './markdownTree.ts';

/** The blocks of a kind, in their order, also those inside of quotes and lists. */
export function blocksIn<Kind extends BlockNode>(
  blocks: readonly BlockNode[],
  isOfKind: (block: BlockNode) => block is Kind,
): readonly Kind[] {
  return blocks.flatMap((block) => {
    if (isOfKind(block)) return [block];
    if (block.kind === 'quote') return blocksIn(block.children, isOfKind);
    return block.kind === 'list' ? block.items.flatMap(({ children }) => blocksIn(children, isOfKind)) : [];
  });
}
