import { createElement } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { CodeBlock } from './code/CodeBlock.tsx';
import { drawEach } from './drawEach.ts';
import type { BlockNode, ListItem, ListNode } from './markdownTree.ts';
import { Formula } from './math/Formula.tsx';
import { ScrollBox } from './ScrollBox.tsx';
import { TableBlock } from './TableBlock.tsx';
import { textDirection } from './textDirection.ts';
import { caret, textWithCaret } from './textWithCaret.tsx';
import type { BlockPlace } from './textWithCaret.tsx';

/** The element of one block, with everything inside it. */
export function blockElement(node: BlockNode, place: BlockPlace): ReactElement {
  switch (node.kind) {
    case 'paragraph':
      if (node.bare) return <>{textWithCaret(node.children, place)}</>;
      return <p dir="auto">{textWithCaret(node.children, place)}</p>;
    case 'heading': {
      const tag = headingTags[Math.min(node.depth + place.headingOffset, 6) - 1] ?? 'h6';
      const props = { dir: 'auto', className: `md-h${node.level}` };
      return createElement(tag, props, textWithCaret(node.children, place));
    }
    case 'code':
      return <CodeBlock node={node} growing={place.growing} />;
    case 'math':
      return (
        <ScrollBox label="Formula" className="md-math-block" dir="ltr">
          <Formula source={node.source} display open={place.growing} />
          {caret(place)}
        </ScrollBox>
      );
    case 'quote':
      return <blockquote dir={textDirection(node)}>{blockElements(node.children, place)}</blockquote>;
    case 'list':
      return listElement(node, place);
    case 'table':
      return <TableBlock node={node} place={place} />;
    case 'rule':
      return <hr />;
  }
}

const headingTags = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;

function blockElements(nodes: readonly BlockNode[], place: BlockPlace): ReactNode[] {
  return drawEach(nodes, (node, at) =>
    blockElement(node, { ...place, growing: place.growing && at === nodes.length - 1 }),
  );
}

function listElement(node: ListNode, place: BlockPlace): ReactElement {
  const dir = textDirection(node);
  const items = drawEach(node.items, (item, at) =>
    listItemElement(item, { ...place, growing: place.growing && at === node.items.length - 1 }),
  );
  if (node.start === undefined) return <ul dir={dir}>{items}</ul>;
  return (
    <ol dir={dir} start={node.start}>
      {items}
    </ol>
  );
}

function listItemElement(item: ListItem, place: BlockPlace): ReactElement {
  const [first] = item.children;
  // `auto` looks at the item's own text only, so where that is in paragraphs the item follows its list.
  const dir = first?.kind === 'paragraph' && first.bare ? 'auto' : undefined;
  const content = first === undefined ? caret(place) : blockElements(item.children, place);
  if (item.task === undefined) return <li dir={dir}>{content}</li>;
  return (
    <li dir={dir} className="md-task">
      <input
        type="checkbox"
        disabled
        checked={item.task === 'done'}
        aria-label={item.task === 'done' ? 'Done' : 'To do'}
      />
      {content}
    </li>
  );
}
