import { createElement, memo } from 'react';
import type { ReactElement } from 'react';
import { Blocks } from './Blocks.tsx';
import { CodeBlock } from './CodeBlock.tsx';
import { Caret, InlineText } from './InlineText.tsx';
import { ListBlock } from './ListBlock.tsx';
import type { AlertKind, BlockNode } from './markdownTree.ts';
import { TableBlock } from './TableBlock.tsx';
import { textDirection } from './textDirection.ts';
import { visibleText } from './visibleText.tsx';

export interface BlockViewProps<Node extends BlockNode = BlockNode> {
  readonly node: Node;
  /** True where the reply's text goes on at the end of this block. */
  readonly growing: boolean;
  /** The level of the heading above the reply: its own headings begin one below. */
  readonly headingOffset: number;
}

/** One block, with everything inside it. */
export const BlockView = memo(function BlockView({ node, growing, headingOffset }: BlockViewProps): ReactElement {
  switch (node.kind) {
    case 'paragraph':
      return (
        <p dir="auto">
          <InlineText content={node.content} open={node.open} growing={growing} />
        </p>
      );
    case 'heading': {
      const tag = headingTags[Math.min(node.depth + headingOffset, 6) - 1] ?? 'h6';
      const text = <InlineText content={node.content} open={node.open} growing={growing} />;
      return createElement(tag, { dir: 'auto', className: `md-h${node.level}` }, text);
    }
    case 'code':
      return <CodeBlock node={node} growing={growing} />;
    case 'math':
      return (
        <div className="md-scroll md-math-block" dir="ltr" translate="no">
          <code>{visibleText(node.source, 'code')}</code>
          {growing ? <Caret /> : null}
        </div>
      );
    case 'quote': {
      const blocks = <Blocks blocks={node.children} growing={growing} headingOffset={headingOffset} />;
      if (node.alert === undefined) return <blockquote dir={textDirection(node)}>{blocks}</blockquote>;
      return (
        <div role="note" className="md-alert" data-alert={node.alert} dir={textDirection(node)}>
          <p className="md-alert-name">{alertNames[node.alert]}</p>
          {blocks}
        </div>
      );
    }
    case 'list':
      return <ListBlock node={node} growing={growing} headingOffset={headingOffset} />;
    case 'table':
      return <TableBlock node={node} growing={growing} />;
    case 'rule':
      return <hr />;
  }
});

const headingTags = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;

const alertNames: Readonly<Record<AlertKind, string>> = {
  note: 'Note',
  tip: 'Tip',
  important: 'Important',
  warning: 'Warning',
  caution: 'Caution',
};
