import { createElement } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { FormulaNode } from './formulaTree.ts';

/** The elements of a formula that is set, with its source beside them for copies. */
export function formulaElement(tree: readonly FormulaNode[], source: string, display: boolean): ReactElement {
  const marks = display ? '$$' : '$';
  return createElement(
    'span',
    { className: 'md-formula', dir: 'ltr', translate: 'no' },
    createElement('span', { className: 'md-formula-source', 'aria-hidden': true }, marks + source + marks),
    ...nodesOf(tree),
  );
}

function nodesOf(nodes: readonly FormulaNode[]): ReactNode[] {
  return nodes.map((node) => {
    if (typeof node === 'string') return node;
    const { tag, attributes, style, children } = node;
    const props = Object.keys(style).length > 0 ? { ...attributes, style } : attributes;
    // A tag that is one of many has no one type of props.
    return createElement(tag as string, props, ...nodesOf(children));
  });
}
