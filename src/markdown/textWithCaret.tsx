import type { ReactElement, ReactNode } from 'react';
import { inlineElements } from './inlineElements.tsx';
import type { InlineNode } from './markdownTree.ts';

/** Where and when a block is drawn. */
export interface BlockPlace {
  readonly state: 'open' | 'closed';
  /** True if the reply's text goes on at the end of this block. */
  readonly growing: boolean;
  /** The level of the heading above the reply: its own headings begin one below. */
  readonly headingOffset: number;
}

/** The text of a block, followed by the caret if more of it is to come. */
export function textWithCaret(nodes: readonly InlineNode[], place: BlockPlace): ReactElement {
  return (
    <>
      {inlineElements(nodes, place.growing && place.state === 'open' ? 'tail' : place.state)}
      {caret(place)}
    </>
  );
}

/** The soft caret at the end of text that goes on. */
export function caret(place: Pick<BlockPlace, 'growing'>): ReactNode {
  return place.growing ? <span className="md-caret" aria-hidden="true" /> : null;
}
