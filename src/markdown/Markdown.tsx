import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { createBlockSplitter } from './createBlockSplitter.ts';
import { ReplyBlock } from './ReplyBlock.tsx';

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
  const [split] = useState(createBlockSplitter);
  const { blocks } = useMemo(() => split(text, open), [split, text, open]);
  return (
    <div className="md">
      {blocks.map((block, at) => (
        <ReplyBlock
          key={block.start}
          block={block}
          growing={open && at === blocks.length - 1}
          headingOffset={headingOffset}
        />
      ))}
    </div>
  );
}
