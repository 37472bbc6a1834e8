import { createReplyReader } from './blocks/createReplyReader.ts';
import { blocksIn } from './blocksIn.ts';
import { plainInline } from './plainInline.ts';
import type { BlockNode, Heading } from './markdownTree.ts';

/** A heading of a reply. */
export interface OutlineHeading {
  /** Its words as they are seen. */
  readonly text: string;
  /** Its level in the reply's outline, from 1 and without gaps. */
  readonly depth: number;
}

/** The headings of a complete reply, in the order in which they are drawn. */
export function headingsOf(text: string): readonly OutlineHeading[] {
  // Nearly all replies without headings are known at a glance.
  if (!/^[\s>*+\d.)-]*#{1,6}\s|\n *(?:=+|-+) *$/mu.test(text)) return [];
  return blocksIn(createReplyReader()(text, false).blocks, isHeading).map(({ content, depth }) => ({
    text: plainInline(content),
    depth,
  }));
}

function isHeading(block: BlockNode): block is Heading {
  return block.kind === 'heading';
}
