import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { BlockGroup } from './Blocks.tsx';
import { createReplyReader } from './blocks/createReplyReader.ts';
import { drawEach } from './drawEach.ts';
import { Footnotes } from './Footnotes.tsx';
import { groupsOf, isSameGroup, type GroupProps } from './groups.ts';
import { labelsOf, NO_LABELS } from './Labels.ts';
import { createLabelStore, LabelsContext } from './LabelsContext.ts';
import type { BlockNode } from './markdownTree.ts';
import { sealGroups } from './sealGroups.ts';
import { useRest } from './useRest.ts';

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
  const [read] = useState(createReplyReader);
  const document = read(text, open);
  const { blocks, footnotes } = document;
  const [labels] = useState(() => createLabelStore(labelsOf(document, NO_LABELS)));
  useLayoutEffect(() => {
    labels.set(labelsOf(document, labels.current));
  });
  useRest(page, text, open);
  const groups = groupsOf(blocks);
  // More may still come to the last one.
  const final = groups.length - 1;
  const [finalAtFirst] = useState(final);
  useLayoutEffect(() => {
    if (page.current !== null) sealGroups(page.current, finalAtFirst, 'guessed');
  }, [finalAtFirst]);
  useEffect(() => {
    if (page.current !== null) sealGroups(page.current, final, 'measured');
  }, [final]);
  const isGrowing = open && footnotes.at(-1)?.open !== true;
  return (
    <LabelsContext value={labels}>
      <div ref={page} className="md">
        {drawEach(groups, (group, at) => (
          <Group items={group} growing={isGrowing && at === groups.length - 1} headingOffset={headingOffset} />
        ))}
        {footnotes.length === 0 ? null : (
          <Footnotes footnotes={footnotes} growing={open && !isGrowing} headingOffset={headingOffset} />
        )}
      </div>
    </LabelsContext>
  );
}

interface BlockGroupProps extends GroupProps<BlockNode> {
  readonly headingOffset: number;
}

const Group = memo(function Group({ items, growing, headingOffset }: BlockGroupProps): ReactElement {
  return (
    <div className="md-group">
      <BlockGroup items={items} growing={growing} headingOffset={headingOffset} />
    </div>
  );
}, isSameGroup);
