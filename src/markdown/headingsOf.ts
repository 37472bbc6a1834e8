import { createReplyReader } from './blocks/createReplyReader.ts';
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
  return headingsIn(createReplyReader()(text, false).blocks).map(({ content, depth }) => ({
    text: plainInline(content),
    depth,
  }));
}

function headingsIn(blocks: readonly BlockNode[]): readonly Heading[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'heading') return [block];
    if (block.kind === 'quote') return headingsIn(block.children);
    return block.kind === 'list' ? block.items.flatMap(({ children }) => headingsIn(children)) : [];
  });
}
