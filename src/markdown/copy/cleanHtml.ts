import { inlineText } from '../inlineNodes.ts';
import { linkTarget } from '../linkTarget.ts';
import type { AlertKind, ImageNode, InlineNode, LinkNode, Task } from '../markdownTree.ts';
import { shownHost } from '../shownHost.ts';
import { say } from '../../words/say.ts';
import type { CopiedBlock, CopiedList, CopiedNote, CopiedRow, CopiedTable } from './CopiedBlock.ts';
import { escaped } from './escaped.ts';
import { guardedCell } from './guardedCell.ts';

/**
 * Blocks as HTML for other programs: a few elements, no styles, nothing that is loaded. It goes to the clipboard and never into the page.
 * @see docs/spec.md M61
 */
export function cleanHtml(blocks: readonly CopiedBlock[]): string {
  return blocks.map(htmlOfBlock).join('');
}

/** Text without a block around it. */
export function inlineHtml(nodes: readonly InlineNode[]): string {
  return nodes.map(htmlOfNode).join('');
}

/** Code: on several lines as a block. */
export function codeHtml(text: string): string {
  const code = element('code', escaped(text));
  return text.includes('\n') ? element('pre', code) : code;
}

function htmlOfBlock(block: CopiedBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return element('p', inlineHtml(block.content));
    case 'heading':
      return element(`h${block.level}`, inlineHtml(block.content));
    case 'code':
      return element('pre', element('code', escaped(block.text)));
    case 'math':
      return element('p', escaped(`$$${block.source}$$`));
    case 'verbatim':
      return verbatim(block.text);
    case 'rule':
      return '<hr>';
    case 'quote':
      return element('blockquote', alertName(block.alert) + cleanHtml(block.children));
    case 'list':
      return list(block);
    case 'table':
      return table(block);
    case 'footnotes':
      return `<hr>${element('ol', block.notes.map(note).join(''))}`;
  }
}

function verbatim(text: string): string {
  const paragraphs = text.split(/\n{2,}/).filter((paragraph) => paragraph !== '');
  return paragraphs.map((paragraph) => element('p', escaped(paragraph).replaceAll('\n', '<br>'))).join('');
}

function alertName(alert: AlertKind | undefined): string {
  if (alert === undefined) return '';
  return element('p', element('strong', alert.charAt(0).toUpperCase() + alert.slice(1)));
}

function list({ items, start, loose }: CopiedList): string {
  const written = items.map(({ task, children }) => element('li', item(children, loose, task))).join('');
  if (start === undefined) return element('ul', written);
  return element('ol', written, start === 1 ? '' : ` start="${start}"`);
}

/** In a list without space between its items paragraphs are bare text. */
function item(children: readonly CopiedBlock[], loose: boolean, task?: Task): string {
  const [first, ...rest] = children;
  const box = task === undefined ? '' : task === 'done' ? '☑ ' : '☐ ';
  if (first?.kind !== 'paragraph') return box + cleanHtml(children);
  const text = box + inlineHtml(first.content);
  return (loose ? element('p', text) : text) + cleanHtml(rest);
}

function note({ children }: CopiedNote): string {
  return element('li', cleanHtml(children));
}

function table({ head, rows }: CopiedTable): string {
  const body = rows.length === 0 ? '' : element('tbody', rows.map((cells) => row(cells, 'td')).join(''));
  return element('table', element('thead', row(head, 'th')) + body);
}

function row(cells: CopiedRow, tag: 'th' | 'td'): string {
  return element('tr', cells.map((cell) => element(tag, inlineHtml(guardedCell(cell)))).join(''));
}

function htmlOfNode(node: InlineNode): string {
  switch (node.kind) {
    case 'text':
      return escaped(node.text);
    case 'strong':
      return element('strong', inlineHtml(node.children));
    case 'emphasis':
      return element('em', inlineHtml(node.children));
    case 'strike':
      return element('del', inlineHtml(node.children));
    case 'code':
      return element('code', escaped(node.text));
    case 'math':
      return escaped(`$${node.source}$`);
    case 'break':
      return '<br>';
    case 'footnote-mark':
      return element('sup', escaped(node.label));
    case 'image':
      return image(node);
    case 'link':
      return link(node);
  }
}

/** An image itself would be fetched by whatever it is pasted into. */
function image({ address, alt }: ImageNode): string {
  return anchor(address, escaped(alt === '' ? say('Image') : alt));
}

function link({ address, children }: LinkNode): string {
  const target = linkTarget(address);
  const host = target && shownHost(target, inlineText(children));
  return anchor(address, inlineHtml(children)) + (host === undefined ? '' : escaped(` (${host})`));
}

function anchor(address: string, content: string): string {
  const target = linkTarget(address);
  return target === undefined ? content : element('a', content, ` href="${escaped(target.href)}"`);
}

function element(tag: string, content: string, attributes = ''): string {
  return `<${tag}${attributes}>${content}</${tag}>`;
}
