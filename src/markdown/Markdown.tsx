import { memo, useLayoutEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { BlockGroup } from './Blocks.tsx';
import { createReplyReader, type ReadReply } from './blocks/createReplyReader.ts';
import { drawEach } from './drawEach.ts';
import { Footnotes } from './Footnotes.tsx';
import { groupsOf, isSameGroup, type GroupProps } from './groups.ts';
import { labelsOf, NO_LABELS } from './Labels.ts';
import { createLabelStore, LabelsContext } from './LabelsContext.ts';
import type { BlockNode } from './markdownTree.ts';
import { slices } from './slices/slices.ts';
import { useSlice } from './slices/useSlice.ts';
import { useRest } from './useRest.ts';
import { useSeal } from './useSeal.ts';

export interface MarkdownProps {
  readonly text: string;
  /** True while text is still arriving: the last block is open. */
  readonly open: boolean;
  /** The level of the heading that names the reply: the reply's own begin one below. 2 unless given. */
  readonly headingOffset?: number;
}

/**
 * A reply's Markdown as React elements: never an HTML string, raw HTML drawn as text, nothing loaded from anywhere. What its
 * buttons do comes from `MarkdownActionsContext`.
 * @see docs/spec.md M1
 */
export function Markdown({ text, open, headingOffset = 2 }: MarkdownProps): ReactElement {
  const page = useRef<HTMLDivElement>(null);
  const [read] = useState(createSpendingReader);
  const document = read(text, open);
  const { blocks, footnotes } = document;
  const [labels] = useState(() => createLabelStore(labelsOf(document, NO_LABELS)));
  useLayoutEffect(() => {
    labels.set(labelsOf(document, labels.current));
    slices.begin();
  });
  useRest(page, text, open);
  const groups = groupsOf(blocks);
  const isGrowing = open && footnotes.at(-1)?.open !== true;
  return (
    <LabelsContext value={labels}>
      <div ref={page} className="md">
        {drawEach(groups, (group, at) => (
          <Group
            items={group}
            growing={isGrowing && at === groups.length - 1}
            headingOffset={headingOffset}
            // More may still come to the last one.
            isFinal={at < groups.length - 1}
          />
        ))}
        {footnotes.length === 0 ? null : (
          <Footnotes footnotes={footnotes} growing={open && !isGrowing} headingOffset={headingOffset} />
        )}
      </div>
    </LabelsContext>
  );
}

/** A reader that notes what reading costs. */
function createSpendingReader(): ReadReply {
  const read = createReplyReader();
  let length = 0;
  return (text, open) => {
    slices.spend(Math.max(text.length - length, 0) / UNITS_PER_COST);
    ({ length } = text);
    return read(text, open);
  };
}

/** So many UTF-16 units are read as blocks in the time in which one element is drawn. */
const UNITS_PER_COST = 25;

/** About how high a block is that is not drawn yet: what is wrong with it shows in the scrollbar for a moment. */
const BLOCK_REM = 3;

interface BlockGroupProps extends GroupProps<BlockNode> {
  readonly headingOffset: number;
  readonly isFinal: boolean;
}

const Group = memo(
  function Group({ items, growing, headingOffset, isFinal }: BlockGroupProps): ReactElement {
    const isDrawn = useSlice();
    const group = useSeal<HTMLDivElement>(isFinal, isDrawn);
    if (!isDrawn) return <div className="md-group" style={{ blockSize: `${items.length * BLOCK_REM}rem` }} />;
    return (
      <div ref={group} className="md-group">
        <BlockGroup items={items} growing={growing} headingOffset={headingOffset} />
      </div>
    );
  },
  (before, after) => before.isFinal === after.isFinal && isSameGroup(before, after),
);
