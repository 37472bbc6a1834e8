import { createElement, memo } from 'react';
import type { ReactElement } from 'react';
import { CodeBlock } from './code/CodeBlock.tsx';
import { drawEach } from './drawEach.ts';
import { groupsOf, isSameGroup, type GroupProps } from './groups.ts';
import { Caret, InlineText } from './InlineText.tsx';
import type { AlertKind, BlockNode, Heading, ListItem, ListNode, QuoteNode } from './markdownTree.ts';
import { Formula } from './math/Formula.tsx';
import { ScrollBox } from './ScrollBox.tsx';
import { TableBlock } from './TableBlock.tsx';
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
  const groups = groupsOf(blocks);
  return (
    <>
      {drawEach(groups, (group, at) => (
        <BlockGroup items={group} growing={growing && at === groups.length - 1} headingOffset={headingOffset} />
      ))}
    </>
  );
});

/** Some blocks that follow each other. */
export const BlockGroup = memo(function BlockGroup(props: GroupProps<BlockNode> & Surroundings): ReactElement {
  const { items, growing, headingOffset } = props;
  return (
    <>
      {drawEach(items, (node, at) => (
        <Block node={node} growing={growing && at === items.length - 1} headingOffset={headingOffset} />
      ))}
    </>
  );
}, isSameGroup);

const Block = memo(function Block({ node, growing, headingOffset }: NodeProps<BlockNode>): ReactElement {
  switch (node.kind) {
    case 'paragraph':
      return (
        <p dir="auto">
          <InlineText content={node.content} open={node.open} growing={growing} />
        </p>
      );
    case 'heading':
      return headingElement({ node, growing, headingOffset });
    case 'code':
      return <CodeBlock node={node} growing={growing} />;
    case 'math':
      return (
        <ScrollBox label="Formula" className="md-math-block" dir="ltr">
          <Formula source={node.source} display open={growing} />
          {growing ? <Caret /> : null}
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

function headingElement({ node, growing, headingOffset }: NodeProps<Heading>): ReactElement {
  const tag = headingTags[Math.min(node.depth + headingOffset, 6) - 1] ?? 'h6';
  const text = <InlineText content={node.content} open={node.open} growing={growing} />;
  return createElement(tag, { dir: 'auto', className: `md-h${node.level}` }, text);
}

const headingTags = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;

function quoteElement({ node, growing, headingOffset }: NodeProps<QuoteNode>): ReactElement {
  const blocks = <Blocks blocks={node.children} growing={growing} headingOffset={headingOffset} />;
  if (node.alert === undefined) return <blockquote dir={textDirection(node)}>{blocks}</blockquote>;
  return (
    <div role="note" className="md-alert" data-alert={node.alert} dir={textDirection(node)}>
      <p className="md-alert-name">{alertNames[node.alert]}</p>
      {blocks}
    </div>
  );
}

const alertNames: Readonly<Record<AlertKind, string>> = {
  note: 'Note',
  tip: 'Tip',
  important: 'Important',
  warning: 'Warning',
  caution: 'Caution',
};

/** Whether a list is loose is said by an attribute alone, since it is known late and must not draw its items again. */
function listElement({ node, growing, headingOffset }: NodeProps<ListNode>): ReactElement {
  const { items, start, loose } = node;
  const groups = groupsOf(items);
  const drawn = drawEach(groups, (group, at) => (
    <ListItems items={group} growing={growing && at === groups.length - 1} headingOffset={headingOffset} />
  ));
  const props = { dir: textDirection(node), 'data-loose': loose };
  if (start === undefined) return <ul {...props}>{drawn}</ul>;
  return (
    <ol {...props} start={start}>
      {drawn}
    </ol>
  );
}

type ListItemsProps = GroupProps<ListItem> & Surroundings;

const ListItems = memo(function ListItems({ items, growing, headingOffset }: ListItemsProps): ReactElement {
  return (
    <>
      {drawEach(items, (item, at) => (
        <Item node={item} growing={growing && at === items.length - 1} headingOffset={headingOffset} />
      ))}
    </>
  );
}, isSameGroup);

const Item = memo(function Item({ node, growing, headingOffset }: NodeProps<ListItem>): ReactElement {
  const isEmpty = node.children.length === 0;
  const content = (
    <>
      <Blocks blocks={node.children} growing={growing && !isEmpty} headingOffset={headingOffset} />
      {growing && isEmpty ? <Caret /> : null}
    </>
  );
  if (node.task === undefined) return <li>{content}</li>;
  const isDone = node.task === 'done';
  return (
    <li className="md-task">
      <input type="checkbox" disabled checked={isDone} aria-label={isDone ? 'Done' : 'To do'} />
      {content}
    </li>
  );
});
