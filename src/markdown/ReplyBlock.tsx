import { memo } from 'react';
import { blockElement } from './blockElement.tsx';
import type { Block } from './splitBlocks.ts';

/**
 * One top level block of a reply. Blocks that nothing can change any more are the same object in every later document, so they
 * are drawn once and never again.
 */
export const ReplyBlock = memo(function ReplyBlock(props: { block: Block; growing: boolean; headingOffset: number }) {
  const { block, growing, headingOffset } = props;
  return blockElement(block.node, { state: block.state, growing, headingOffset });
});
