import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { Blocks } from './Blocks.tsx';
import { createReplyReader } from './blocks/createReplyReader.ts';
import { Footnotes } from './Footnotes.tsx';
import { groupsOf, isSameGroup, type GroupProps } from './groups.ts';
import { labelsOf, NO_LABELS } from './Labels.ts';
import { createLabelStore, LabelsContext } from './LabelsContext.ts';
import type { BlockNode } from './markdownTree.ts';

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
  const [read] = useState(createReplyReader);
  const { blocks, footnotes, ...rest } = read(text, open);
  const [labels] = useState(() => createLabelStore(labelsOf({ blocks, footnotes, ...rest }, NO_LABELS)));
  useLayoutEffect(() => {
    labels.set(labelsOf({ blocks, footnotes, ...rest }, labels.current));
  });
  const groups = groupsOf(blocks);
  const isGrowing = open && footnotes.at(-1)?.open !== true;
  return (
    <LabelsContext value={labels}>
      <div className="md">
        {groups.map((group, at) => {
          const isLast = at === groups.length - 1;
          return (
            <Group
              key={at}
              items={group}
              growing={isGrowing && isLast}
              sealed={!isLast}
              headingOffset={headingOffset}
            />
          );
        })}
        {footnotes.length === 0 ? null : (
          <Footnotes footnotes={footnotes} growing={open && !isGrowing} headingOffset={headingOffset} />
        )}
      </div>
    </LabelsContext>
  );
}

interface BlockGroupProps extends GroupProps<BlockNode> {
  readonly sealed: boolean;
  readonly headingOffset: number;
}

/** Some blocks of a reply. Those that are final and out of sight are not laid out, and keep the height that they had. */
const Group = memo(
  function Group({ items, growing, sealed, headingOffset }: BlockGroupProps): ReactElement {
    const element = useRef<HTMLDivElement>(null);
    useEffect(() => {
      const { current } = element;
      if (!sealed || current === null) return;
      current.style.containIntrinsicBlockSize = `auto ${current.offsetHeight}px`;
      current.dataset['sealed'] = '';
    }, [sealed]);
    return (
      <div ref={element} className="md-group">
        <Blocks blocks={items} growing={growing} headingOffset={headingOffset} />
      </div>
    );
  },
  (before, after) => before.sealed === after.sealed && isSameGroup(before, after),
);
