import { memo } from 'react';
import type { ReactElement } from 'react';
import { BlockView } from './BlockView.tsx';
import type { BlockNode } from './markdownTree.ts';

interface BlocksProps {
  readonly blocks: readonly BlockNode[];
  /** True where the reply's text goes on at the end of the last of them. */
  readonly growing: boolean;
  /** The level of the heading above the reply: its own headings begin one below. */
  readonly headingOffset: number;
}

/**
 * Blocks one below the other. In a reply the place is the identity: blocks are only added behind the last one, so what stands at a place
 * keeps its DOM node while the text grows, and one that is the same object is not drawn again.
 */
export const Blocks = memo(function Blocks({ blocks, growing, headingOffset }: BlocksProps): ReactElement {
  return (
    <>
      {blocks.map((node, at) => (
        <BlockView key={at} node={node} growing={growing && at === blocks.length - 1} headingOffset={headingOffset} />
      ))}
    </>
  );
});
