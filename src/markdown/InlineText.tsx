import { memo, useContext, useState, useSyncExternalStore } from 'react';
import type { ReactElement } from 'react';
import { createInlineReader, type InlineRun, type Pace } from './createInlineReader.ts';
import { drawEach } from './drawEach.ts';
import { isSameGroup, type GroupProps } from './groups.ts';
import { inlineElements, type InlinePlace } from './inlineElements.tsx';
import { LabelsContext } from './LabelsContext.ts';
import type { InlineNode } from './markdownTree.ts';
import { slices } from './slices/slices.ts';
import { useSlices } from './slices/useSlices.ts';
import { stretchesOf } from './stretchesOf.ts';
import { useSeal } from './useSeal.ts';

export interface InlineTextProps {
  /** Markdown, as written in one block. */
  readonly content: string;
  /** True while more of it may come: then nothing in it may be followed. */
  readonly open?: boolean | undefined;
  /** True where the reply's text goes on. */
  readonly growing?: boolean;
}

/** The text of one block. What is around it shows the caret, by the class `md-growing`, where more of it is to come. */
export const InlineText = memo(function InlineText(props: InlineTextProps): ReactElement {
  const { content, open = false } = props;
  const [text] = useState({ wasOpen: open });
  text.wasOpen ||= open;
  // Text that has grown keeps its nodes.
  if (text.wasOpen || content.length > SHORT || !plainText.test(content)) return <MarkedText {...props} />;
  slices.spend(3);
  return <>{content}</>;
});

function MarkedText({ content, open = false, growing = false }: InlineTextProps): ReactElement {
  const labels = useContext(LabelsContext);
  const [reader] = useState(createInlineReader);
  // Others only when one is defined that was looked for in vain.
  const known = useSyncExternalStore(labels.subscribe, () => reader.latest(labels.current));
  const stretches = stretchesOf(reader.read(content, open, known, paceOf(content)));
  const left = content.length - reader.end();
  useSlices(left > 0);
  return (
    <>
      {drawEach(stretches, (stretch, at) => {
        const isLast = at === stretches.length - 1;
        const props = { items: stretch, open, growing: growing && isLast && left === 0 };
        return at === 0 ? <Stretch {...props} /> : <LaterStretch {...props} isFinal={!isLast} />;
      })}
    </>
  );
}

/** Text in which nothing is a mark. */
const plainText = /^[\p{L}\p{N},.?() -]*$/u;

/** What is shorter is drawn with its block. In UTF-16 units. */
const SHORT = 200;

const shortPace: Pace = {
  isOver: () => false,
  onRun: (run, length) => slices.spend(2 + countOf(run) + length / 10),
};

const slicePace: Pace = { ...shortPace, isOver: slices.isOver };

/** What is longer may be of a kind that takes long to read. In UTF-16 units. */
const LONG = 5000;

const longPace: Pace = { ...shortPace, isOver: () => slices.isOver() || slices.isLate() };

function paceOf({ length }: string): Pace {
  if (length <= SHORT) return shortPace;
  return length <= LONG ? slicePace : longPace;
}

function countOf(nodes: readonly InlineNode[]): number {
  return nodes.reduce((sum, node) => sum + 1 + ('children' in node ? countOf(node.children) : 0), 0);
}

interface StretchProps extends GroupProps<InlineRun> {
  readonly open: boolean;
}

/** Some runs that follow each other. */
const Stretch = memo(
  function Stretch({ items, open, growing }: StretchProps): ReactElement {
    return (
      <>
        {drawEach(items, (run, at) => {
          const drawn = <Run run={run} place={placeOf(open, growing && at === items.length - 1)} />;
          // One node to add to the page: the browser looks for the direction of the block after each.
          return at === 0 ? drawn : <span>{drawn}</span>;
        })}
      </>
    );
  },
  (before, after) => before.open === after.open && isSameGroup(before, after),
);

/** A later stretch of a long text: a box of its own, which the browser can leave out of the layout. */
const LaterStretch = memo(
  function LaterStretch({ isFinal, ...stretch }: StretchProps & { readonly isFinal: boolean }): ReactElement {
    const open = useClosing(stretch.open, stretch.items);
    const box = useSeal<HTMLSpanElement>(isFinal);
    return (
      <span ref={box} className={stretch.growing ? 'md-part md-growing' : 'md-part'}>
        <Stretch {...stretch} open={open} />
      </span>
    );
  },
  (before, after) => before.isFinal === after.isFinal && before.open === after.open && isSameGroup(before, after),
);

/** Whether a stretch is drawn as open. It is closed in a slice of its own: all addresses of a long text at once would take long. */
function useClosing(open: boolean, runs: readonly InlineRun[]): boolean {
  const [isOpen] = useState(() => createClosing(open));
  const drawn = isOpen(open, runs);
  useSlices(open !== drawn);
  return drawn;
}

function createClosing(open: boolean): (open: boolean, runs: readonly InlineRun[]) => boolean {
  let drawn = open;
  return (next, runs) => {
    if (next !== drawn && (next || !slices.isOver())) {
      drawn = next;
      for (const run of runs) slices.spend(countOf(run) * 2);
    }
    return drawn;
  };
}

function placeOf(open: boolean, growing: boolean): InlinePlace {
  if (!open) return 'closed';
  return growing ? 'tail' : 'open';
}

interface RunProps {
  readonly run: InlineRun;
  readonly place: InlinePlace;
}

const Run = memo(
  function Run({ run, place }: RunProps) {
    return inlineElements(run, place);
  },
  // When a long block is closed only its addresses and formulas change.
  (before, after) => before.run === after.run && (before.place === after.place || !dependsOnPlace(after.run)),
);

function dependsOnPlace(nodes: readonly InlineNode[]): boolean {
  return nodes.some(
    (node) =>
      node.kind === 'link' ||
      node.kind === 'image' ||
      node.kind === 'math' ||
      ('children' in node && dependsOnPlace(node.children)),
  );
}
