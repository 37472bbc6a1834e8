import type { InlineNode } from '../markdownTree.ts';
import type { Selected } from './Selected.ts';

/** The text in an element of a reply's page, as the nodes from which it was drawn. */
export function readInline(element: Element, selected: Selected): InlineNode[] {
  const part = selected.inside(element);
  const nodes: InlineNode[] = [];
  for (const child of element.childNodes) {
    if (!part.touches(child)) continue;
    for (const node of readNode(child, part)) append(nodes, node);
  }
  return nodes;
}

function readNode(node: Node, selected: Selected): readonly InlineNode[] {
  if (node instanceof Text) return isBeforeHost(node) ? [] : [{ kind: 'text', text: selected.cut(node) }];
  return node instanceof Element && !node.matches(ofThePage) ? readElement(node, selected) : [];
}

function readElement(element: Element, selected: Selected): readonly InlineNode[] {
  const source = formulaSource(element);
  if (source !== undefined) return [{ kind: 'math', source }];
  if (element.matches('.md-image')) return [imageOf(element)];
  if (element.matches('.md-footnote-mark')) return [{ kind: 'footnote-mark', label: element.textContent }];
  if (element.tagName === 'BR') return [{ kind: 'break' }];
  if (element.tagName === 'CODE') return [{ kind: 'code', text: readText(element, selected) }];
  const children = readInline(element, selected);
  const address = element.tagName === 'A' ? element.getAttribute('href') : null;
  if (address !== null) return [{ kind: 'link', address, children }];
  const kind = containers.get(element.tagName);
  return kind === undefined ? children : [{ kind, children }];
}

/** What the page adds to a reply: buttons, boxes of tasks, the host beside a link. */
const ofThePage = 'button, input, svg, .md-host';

/** The space between a link's text and its host. */
function isBeforeHost({ nextSibling }: Text): boolean {
  return nextSibling instanceof Element && nextSibling.matches('.md-host');
}

const containers: ReadonlyMap<string, 'strong' | 'emphasis' | 'strike'> = new Map([
  ['STRONG', 'strong'],
  ['EM', 'emphasis'],
  ['DEL', 'strike'],
]);

/** What is copied of an element's text, as it stands. */
export function readText(element: Element, selected: Selected): string {
  const part = selected.inside(element);
  return [...element.childNodes]
    .map((child) => {
      if (child instanceof Text) return part.cut(child);
      return child instanceof Element && !child.matches(ofThePage) ? readText(child, part) : '';
    })
    .join('');
}

/**
 * The TeX of an element that shows a formula, or `undefined` if it shows none. What is drawn has its source, with dollar signs, in an
 * element of its own; what is not drawn is the source.
 */
export function formulaSource(element: Element): string | undefined {
  if (element.matches('code.md-math')) return element.textContent;
  if (!element.matches('.md-formula')) return undefined;
  const written = element.querySelector('.md-formula-source')?.textContent ?? '';
  return /^(\${1,2})([^]*)\1$/.exec(written)?.[2] ?? written;
}

function imageOf(element: Element): InlineNode {
  const address = element.getAttribute('data-address') ?? '';
  return { kind: 'image', address, alt: element.querySelector('.md-image-alt')?.textContent ?? '' };
}

/** Neighbouring texts become one, and what is empty is left out. */
function append(nodes: InlineNode[], node: InlineNode): void {
  const last = nodes.at(-1);
  if (node.kind === 'text' && last?.kind === 'text') {
    nodes[nodes.length - 1] = { kind: 'text', text: last.text + node.text };
  } else if (!isEmpty(node)) {
    nodes.push(node);
  }
}

function isEmpty(node: InlineNode): boolean {
  if ('children' in node) return node.children.length === 0;
  return (node.kind === 'text' || node.kind === 'code') && node.text === '';
}
