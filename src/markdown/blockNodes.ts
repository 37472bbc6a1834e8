import type { Token } from 'markdown-it';
import { headingDepth } from './headingDepth.ts';
import type { HeadingOutline } from './headingDepth.ts';
import { inlineText } from './inlineNodes.ts';
import type { BlockNode, InlineNode, ListItem } from './markdownTree.ts';
import { tableNode } from './tableNode.ts';

export interface BlockReading {
  /** The text of one `inline` token. */
  readonly inline: (token: Token) => readonly InlineNode[];
  /** The headings so far; those that are read are added. */
  readonly outline: HeadingOutline;
}

/** The tree of a run of block tokens, in which every opening token has its closing one. */
export function blockNodes(tokens: readonly Token[], reading: BlockReading): BlockNode[] {
  const nodes: BlockNode[] = [];
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at];
    if (token === undefined) break;
    const end = token.nesting === 1 ? closingOf(tokens, at) : at;
    const node = blockNode(token, tokens.slice(at + 1, end), reading);
    if (node !== undefined) nodes.push(node);
    at = end + 1;
  }
  return nodes;
}

function blockNode(token: Token, inner: readonly Token[], reading: BlockReading): BlockNode | undefined {
  switch (token.type) {
    case 'paragraph_open':
      return { kind: 'paragraph', bare: token.hidden, children: textOf(inner, reading) };
    case 'heading_open': {
      const level = Number(token.tag.slice(1));
      return { kind: 'heading', level, depth: headingDepth(reading.outline, level), children: textOf(inner, reading) };
    }
    case 'blockquote_open':
      return { kind: 'quote', children: blockNodes(inner, reading) };
    case 'bullet_list_open':
      return { kind: 'list', items: listItems(inner, reading) };
    case 'ordered_list_open':
      return { kind: 'list', start: Number(token.attrGet('start') ?? 1), items: listItems(inner, reading) };
    case 'table_open':
      return tableNode(inner, reading.inline);
    case 'hr':
      return { kind: 'rule' };
    case 'math_block':
      return { kind: 'math', source: token.content };
    case 'fence':
    case 'code_block':
      return { kind: 'code', language: languageOf(token.info), text: token.content.replace(/\n$/, '') };
    default:
      // A reference definition draws nothing; no other kinds come out of the block rules in use.
      return undefined;
  }
}

function textOf(inner: readonly Token[], reading: BlockReading): readonly InlineNode[] {
  const [token] = inner;
  return token === undefined ? [] : reading.inline(token);
}

function listItems(tokens: readonly Token[], reading: BlockReading): ListItem[] {
  const items: ListItem[] = [];
  for (let at = 0; at < tokens.length;) {
    const end = closingOf(tokens, at);
    items.push(listItem(blockNodes(tokens.slice(at + 1, end), reading)));
    at = end + 1;
  }
  return items;
}

/** @see https://github.github.com/gfm/#task-list-items-extension- */
function listItem(children: BlockNode[]): ListItem {
  const [first, ...rest] = children;
  if (first?.kind !== 'paragraph') return { children };
  const [text, ...others] = first.children;
  if (text?.kind !== 'text') return { children };
  const mark = /^\[([ xX])\]\s/.exec(text.text);
  if (mark === null || inlineText(first.children).length === mark[0].length) return { children };
  const words = text.text.slice(mark[0].length);
  const named = words === '' ? others : [{ kind: 'text' as const, text: words }, ...others];
  return { task: mark[1] === ' ' ? 'open' : 'done', children: [{ ...first, children: named }, ...rest] };
}

function languageOf(info: string): string {
  return /^[^\s`{]+/.exec(info.trim())?.[0] ?? '';
}

function closingOf(tokens: readonly Token[], at: number): number {
  let depth = 0;
  for (let next = at; next < tokens.length; next += 1) {
    depth += tokens[next]?.nesting ?? 0;
    if (depth === 0) return next;
  }
  return tokens.length;
}
