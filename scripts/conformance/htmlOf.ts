import { createReplyReader } from '../../src/markdown/blocks/createReplyReader.ts';
import { createInlineReader } from '../../src/markdown/createInlineReader.ts';
import { labelsOf, NO_LABELS, type Labels } from '../../src/markdown/Labels.ts';
import type { BlockNode, InlineNode, ListItem, ListNode, TableNode } from '../../src/markdown/markdownTree.ts';
import { WholeMarkdownIt } from './WholeMarkdownIt.ts';

const { utils, normalizeLink } = new WholeMarkdownIt();

/** A text as HTML in the words of the specifications, from the tree that the page is drawn from. For comparing only. */
export function htmlOf(text: string): string {
  const document = createReplyReader()(text, false);
  return blocksHtml(document.blocks, labelsOf(document, NO_LABELS), false);
}

function blocksHtml(blocks: readonly BlockNode[], labels: Labels, tight: boolean): string {
  return blocks.map((block) => blockHtml(block, labels, tight)).join('\n');
}

function blockHtml(block: BlockNode, labels: Labels, tight: boolean): string {
  switch (block.kind) {
    case 'paragraph': {
      const text = textHtml(block.content, labels);
      return tight ? text : element('p', text);
    }
    case 'heading':
      return element(`h${block.level}`, textHtml(block.content, labels));
    case 'code': {
      const language = block.language === '' ? '' : ` class="language-${utils.escapeHtml(block.language)}"`;
      return `<pre><code${language}>${utils.escapeHtml(block.text)}\n</code></pre>`;
    }
    case 'math':
      return `<math>${utils.escapeHtml(block.source)}</math>`;
    case 'quote':
      return element('blockquote', blocksHtml(block.children, labels, false));
    case 'list':
      return listHtml(block, labels);
    case 'table':
      return tableHtml(block, labels);
    case 'rule':
      return '<hr />';
  }
}

function listHtml({ start, loose, items }: ListNode, labels: Labels): string {
  const content = items.map((item) => element('li', itemHtml(item, labels, !loose))).join('');
  if (start === undefined) return element('ul', content);
  return start === 1 ? element('ol', content) : `<ol start="${start}">${content}</ol>`;
}

function itemHtml({ task, children }: ListItem, labels: Labels, tight: boolean): string {
  const checked = task === 'done' ? ' checked=""' : '';
  const box = task === undefined ? '' : `<input${checked} disabled="" type="checkbox"> `;
  return box + blocksHtml(children, labels, tight);
}

function tableHtml({ aligns, head, rows }: TableNode, labels: Labels): string {
  const words = { start: '', center: ' align="center"', end: ' align="right"' };
  const row = (cells: readonly string[], tag: string) =>
    element(
      'tr',
      cells.map((cell, at) => `<${tag}${words[aligns[at] ?? 'start']}>${textHtml(cell, labels)}</${tag}>`).join(''),
    );
  const body = rows.length === 0 ? '' : element('tbody', rows.map((cells) => row(cells, 'td')).join(''));
  return element('table', element('thead', row(head, 'th')) + body);
}

function textHtml(content: string, labels: Labels): string {
  return createInlineReader().read(content, false, labels).flat().map(inlineHtml).join('');
}

function inlineHtml(node: InlineNode): string {
  switch (node.kind) {
    case 'text':
      return utils.escapeHtml(node.text);
    case 'strong':
      return element('strong', childrenHtml(node.children));
    case 'emphasis':
      return element('em', childrenHtml(node.children));
    case 'strike':
      return element('del', childrenHtml(node.children));
    case 'code':
      return element('code', utils.escapeHtml(node.text));
    case 'math':
      return element('math', utils.escapeHtml(node.source));
    case 'break':
      return '<br />\n';
    case 'footnote-mark':
      return element('sup', node.label);
    case 'link':
      return `<a href="${addressHtml(node.address)}">${childrenHtml(node.children)}</a>`;
    case 'image':
      return `<img src="${addressHtml(node.address)}" alt="${utils.escapeHtml(node.alt)}" />`;
  }
}

function childrenHtml(nodes: readonly InlineNode[]): string {
  return nodes.map(inlineHtml).join('');
}

/** The page leaves it to the platform's `URL` to encode an address. */
function addressHtml(address: string): string {
  return utils.escapeHtml(normalizeLink(address));
}

function element(tag: string, content: string): string {
  return `<${tag}>${content}</${tag}>`;
}
