import { labelsOf, NO_LABELS, type Labels } from './Labels.ts';
import type { BlockNode, ReplyDocument } from './markdownTree.ts';
import { plainInline } from './plainInline.ts';
import { say } from '../words/say.ts';

/** A stretch of a reply in the words that are read aloud, within which sentences stand. */
export interface SpokenText {
  readonly text: string;
  /** Whether more of it may come. */
  readonly open: boolean;
}

/** A reply as it is read aloud, in its order: no marks and no addresses, of code only that it is there. */
export function spokenTexts(document: ReplyDocument): readonly SpokenText[] {
  const labels = labelsOf(document, NO_LABELS);
  return [...document.blocks, ...document.footnotes.flatMap(({ children }) => children)].flatMap((block) =>
    textsOf(block, labels),
  );
}

function textsOf(block: BlockNode, labels: Labels): readonly SpokenText[] {
  const open = block.open === true;
  const read = (content: string, isOpen = open): SpokenText => ({
    text: plainInline(content, isOpen, labels),
    open: isOpen,
  });
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return [read(block.content)];
    case 'code':
      return [{ text: say('Code'), open }];
    case 'math':
      return [{ text: block.source, open }];
    case 'quote':
      return block.children.flatMap((child) => textsOf(child, labels));
    case 'list':
      return block.items.flatMap(({ children }) => children.flatMap((child) => textsOf(child, labels)));
    case 'table':
      return [block.head, ...block.rows].map((row, at) => read(row.join(', '), open && at > block.finalRows));
    case 'rule':
      return [];
  }
}
