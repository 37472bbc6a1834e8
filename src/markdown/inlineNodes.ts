import type { Token } from 'markdown-it';
import { normalLabel } from './blocks/takeDefinitions.ts';
import type { Labels } from './Labels.ts';
import type { FootnoteMark, InlineNode } from './markdownTree.ts';

/** Emphasis inside emphasis has no limit in Markdown; drawing it has. Marks that lie deeper have no effect. */
const deepest = 16;

/** So many elements are drawn of one run: more than a text holds that means something. What follows has no marks. */
const MOST_ELEMENTS = 400;

/** The tree of one block's text. Kinds of tokens that are not known here (there are none with the rules in use) are drawn as text. */
export function inlineNodes(tokens: readonly Token[], labels: Labels): InlineNode[] {
  const root: InlineNode[] = [];
  const parents: InlineNode[][] = [];
  let siblings = root;
  let elements = 0;
  for (const token of tokens) {
    if (token.nesting === 1) {
      parents.push(siblings);
      elements += 1;
      if (parents.length > deepest || elements > MOST_ELEMENTS) continue;
      const children: InlineNode[] = [];
      siblings.push(container(token, children));
      siblings = children;
    } else if (token.nesting === -1) {
      siblings = parents.pop() ?? root;
    } else {
      const node = leaf(token, labels);
      if (node.kind !== 'text') elements += 1;
      append(siblings, elements > MOST_ELEMENTS ? asText(node) : node);
    }
  }
  return root;
}

/** A node of which only its words are drawn. */
function asText(node: InlineNode): InlineNode {
  return { kind: 'text', text: node.kind === 'footnote-mark' ? `[^${node.label}]` : textOf(node) };
}

/** The words of some text, without marks, addresses and line structure. */
export function inlineText(nodes: readonly InlineNode[]): string {
  return nodes.map(textOf).join('');
}

function textOf(node: InlineNode): string {
  switch (node.kind) {
    case 'text':
    case 'code':
      return node.text;
    case 'math':
      return node.source;
    case 'image':
      return node.alt;
    case 'break':
      return ' ';
    case 'footnote-mark':
      return '';
    default:
      return inlineText(node.children);
  }
}

function container(token: Token, children: InlineNode[]): InlineNode {
  if (token.type === 'link_open') return { kind: 'link', address: attribute(token, 'href'), children };
  return { kind: containerKinds.get(token.type) ?? 'emphasis', children };
}

const containerKinds: ReadonlyMap<string, 'strong' | 'emphasis' | 'strike'> = new Map([
  ['strong_open', 'strong'],
  ['em_open', 'emphasis'],
  ['s_open', 'strike'],
]);

function leaf(token: Token, labels: Labels): InlineNode {
  switch (token.type) {
    case 'code_inline':
      return { kind: 'code', text: token.content };
    case 'math_inline':
      return { kind: 'math', source: token.content };
    case 'footnote_mark':
      return footnoteMark(token.content, labels);
    case 'hardbreak':
      return { kind: 'break' };
    case 'softbreak':
      return { kind: 'text', text: '\n' };
    case 'image':
      return {
        kind: 'image',
        address: attribute(token, 'src'),
        alt: inlineText(inlineNodes(token.children ?? [], labels)),
      };
    default:
      return { kind: 'text', text: token.content };
  }
}

function footnoteMark(label: string, { footnotes }: Labels): FootnoteMark {
  const number = footnotes.get(normalLabel(label));
  return { kind: 'footnote-mark', label, ...(number === undefined ? {} : { number }) };
}

/** Neighbouring texts become one: markdown-it keeps an escaped character apart, the page should not. */
function append(siblings: InlineNode[], node: InlineNode): void {
  const last = siblings.at(-1);
  if (node.kind === 'text' && node.text === '') return;
  if (node.kind === 'text' && last?.kind === 'text') {
    siblings[siblings.length - 1] = { kind: 'text', text: last.text + node.text };
  } else {
    siblings.push(node);
  }
}

function attribute(token: Token, name: string): string {
  return String(token.attrGet(name) ?? '');
}
