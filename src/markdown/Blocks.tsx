import { createElement, memo } from 'react';
import type { ReactElement } from 'react';
import { say, type Words } from '../words/say.ts';
import { CodeBlock } from './code/CodeBlock.tsx';
import { drawEach } from './drawEach.ts';
import { isSameGroup, type GroupProps } from './groups.ts';
import { InlineText } from './InlineText.tsx';
import type { AlertKind, BlockNode, Heading, ListItem, ListNode, QuoteNode } from './markdownTree.ts';
import { Formula } from './math/Formula.tsx';
import { Part, type PartProps } from './Part.tsx';
import { FIRST_PART, LATER_PART, partsOf } from './partsOf.ts';
import { ScrollBox } from './ScrollBox.tsx';
import { TableBlock } from './TableBlock.tsx';
import { slices } from './slices/slices.ts';
import { useSlice } from './slices/useSlice.ts';
import { textDirection } from './textDirection.ts';

interface Surroundings {
  /** True where the reply's text goes on at the end of this. */
  readonly growing: boolean;
  /** The level of the heading above the reply: its own headings begin one below. */
  readonly headingOffset: number;
}

interface BlocksProps extends Surroundings {
  readonly blocks: readonly BlockNode[];
}

interface NodeProps<Node> extends Surroundings {
  readonly node: Node;
}

/** Blocks one below the other. One that is the same object as before is not drawn again. */
export const Blocks = memo(function Blocks({ blocks, growing, headingOffset }: BlocksProps): ReactElement {
  const parts = partsOf(blocks);
  return (
    <>
      {drawEach(parts, (part, at) => {
        const isLast = at === parts.length - 1;
        const props = { items: part, growing: growing && isLast, headingOffset };
        return at === 0 ? <BlockGroup {...props} /> : <BlockPart {...props} isFinal={!isLast} />;
      })}
    </>
  );
});

/** Some blocks that follow each other. */
export const BlockGroup = memo(function BlockGroup(props: GroupProps<BlockNode> & Surroundings): ReactElement | null {
  const { items, growing, headingOffset } = props;
  if (!useSlice()) return null;
  return (
    <>
      {drawEach(items, (node, at) => (
        <Block node={node} growing={growing && at === items.length - 1} headingOffset={headingOffset} />
      ))}
    </>
  );
}, isSameGroup);

const BlockPart = memo(
  function BlockPart({
    isFinal,
    ...group
  }: GroupProps<BlockNode> & Surroundings & Pick<PartProps, 'isFinal'>): ReactElement | null {
    if (!useSlice()) return null;
    return (
      <Part isFinal={isFinal}>
        <BlockGroup {...group} />
      </Part>
    );
  },
  (before, after) => before.isFinal === after.isFinal && isSameGroup(before, after),
);

const Block = memo(function Block({ node, growing, headingOffset }: NodeProps<BlockNode>): ReactElement {
  slices.spend(costOf[node.kind]);
  switch (node.kind) {
    case 'paragraph':
      return (
        <p dir="auto" className={growingClass(growing)}>
          <InlineText content={node.content} open={node.open} growing={growing} />
        </p>
      );
    case 'heading':
      return headingElement({ node, growing, headingOffset });
    case 'code':
      return <CodeBlock node={node} growing={growing} />;
    case 'math':
      return (
        <ScrollBox label={say('Formula')} className={growing ? 'md-math-block md-growing' : 'md-math-block'} dir="ltr">
          <Formula source={node.source} display open={growing} />
        </ScrollBox>
      );
    case 'quote':
      return quoteElement({ node, growing, headingOffset });
    case 'list':
      return listElement({ node, growing, headingOffset });
    case 'table':
      return <TableBlock node={node} growing={growing} />;
    case 'rule':
      return <hr />;
  }
});

/** About how many elements a block is without what is in it. */
const costOf: Readonly<Record<BlockNode['kind'], number>> = {
  paragraph: 4,
  heading: 4,
  rule: 3,
  quote: 6,
  list: 6,
  table: 16,
  code: 24,
  math: 12,
};

/** Where the reply's text goes on a caret is shown: by a class, since an element would have the browser look at all those before it again. */
function growingClass(growing: boolean): string | undefined {
  return growing ? 'md-growing' : undefined;
}

function headingElement({ node, growing, headingOffset }: NodeProps<Heading>): ReactElement {
  const tag = headingTags[Math.min(node.depth + headingOffset, 6) - 1] ?? 'h6';
  const text = <InlineText content={node.content} open={node.open} growing={growing} />;
  return createElement(
    tag,
    { dir: 'auto', className: growing ? `md-h${node.level} md-growing` : `md-h${node.level}` },
    text,
  );
}

const headingTags = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;

function quoteElement({ node, growing, headingOffset }: NodeProps<QuoteNode>): ReactElement {
  const blocks = <Blocks blocks={node.children} growing={growing} headingOffset={headingOffset} />;
  if (node.alert === undefined) return <blockquote dir={textDirection(node)}>{blocks}</blockquote>;
  return (
    <div role="note" className="md-alert" data-alert={node.alert} dir={textDirection(node)}>
      <p className="md-alert-name">{say(alertNames[node.alert])}</p>
      {blocks}
    </div>
  );
}

const alertNames: Readonly<Record<AlertKind, Words>> = {
  note: 'Note',
  tip: 'Tip',
  important: 'Important',
  warning: 'Warning',
  caution: 'Caution',
};

/** Whether a list is loose is said by an attribute alone, since it is known late and must not draw its items again. */
function listElement({ node, growing, headingOffset }: NodeProps<ListNode>): ReactElement {
  const { items, start, loose } = node;
  const parts = partsOf(items);
  const drawn = drawEach(parts, (part, at) => {
    const isLast = at === parts.length - 1;
    // Numbers do not count on into a part, which is contained.
    const first = start === undefined ? undefined : start + FIRST_PART + (at - 1) * LATER_PART;
    const props = { items: part, growing: growing && isLast, headingOffset };
    return at === 0 ? <ListItems {...props} /> : <ListPart {...props} first={first} isFinal={!isLast} />;
  });
  const props = { dir: textDirection(node), 'data-loose': loose };
  if (start === undefined) return <ul {...props}>{drawn}</ul>;
  return (
    <ol {...props} start={start}>
      {drawn}
    </ol>
  );
}

interface ListItemsProps extends GroupProps<ListItem>, Surroundings {
  /** The number of the first of them, where it must be said. */
  readonly first?: number | undefined;
}

const ListItems = memo(function ListItems({
  items,
  first,
  growing,
  headingOffset,
}: ListItemsProps): ReactElement | null {
  if (!useSlice()) return null;
  return (
    <>
      {drawEach(items, (item, at) => (
        <Item
          node={item}
          value={at === 0 ? first : undefined}
          growing={growing && at === items.length - 1}
          headingOffset={headingOffset}
        />
      ))}
    </>
  );
}, isSameGroup);

const ListPart = memo(
  function ListPart({ isFinal, ...items }: ListItemsProps & Pick<PartProps, 'isFinal'>): ReactElement | null {
    if (!useSlice()) return null;
    return (
      <Part isFinal={isFinal}>
        <ListItems {...items} />
      </Part>
    );
  },
  (before, after) => before.isFinal === after.isFinal && isSameGroup(before, after),
);

interface ItemProps extends NodeProps<ListItem> {
  readonly value: number | undefined;
}

const Item = memo(function Item({ node, value, growing, headingOffset }: ItemProps): ReactElement {
  slices.spend(node.task === undefined ? 4 : 8);
  const content = <Blocks blocks={node.children} growing={growing} headingOffset={headingOffset} />;
  const showsCaret = growing && node.children.length === 0;
  if (node.task === undefined) {
    return (
      <li className={growingClass(showsCaret)} value={value}>
        {content}
      </li>
    );
  }
  const isDone = node.task === 'done';
  return (
    <li className={showsCaret ? 'md-task md-growing' : 'md-task'} value={value}>
      <input type="checkbox" disabled checked={isDone} aria-label={isDone ? say('Done') : say('To do')} />
      {content}
    </li>
  );
});
