import type { AlertKind, Align } from '../markdownTree.ts';
import type { CopiedBlock, CopiedList, CopiedNote, CopiedRow } from './CopiedBlock.ts';
import { formulaSource, readInline, readText } from './readInline.ts';
import { everything, type Selected } from './Selected.ts';

/**
 * The blocks in an element of a reply's page, as far as they are selected. Reads the fixed set of elements that `Markdown` draws;
 * others only hold them.
 * @param selected all unless given
 */
export function readPage(root: Element, selected = everything): CopiedBlock[] {
  const part = selected.inside(root);
  return [...root.children].flatMap((element) => (part.touches(element) ? readBlock(element, part) : []));
}

function readBlock(element: Element, selected: Selected): CopiedBlock[] {
  if (element.matches('.md-code')) return codeOf(element, selected);
  if (element.matches('.md-math-block')) return mathOf(element);
  if (element.matches('.md-alert-name, button, input, svg')) return [];
  if (element.matches('.md-footnotes')) return footnotesOf(element, selected);
  if (element.matches('blockquote, .md-alert')) return quoteOf(element, selected);
  if (element instanceof HTMLTableElement) return tableOf(element, selected);
  if (element.matches('ul, ol')) return listOf(element, selected);
  if (element.matches('p, h1, h2, h3, h4, h5, h6, summary')) return textOf(element, selected);
  if (element.matches('pre')) return codeOf(element, selected);
  if (element.matches('hr')) return [{ kind: 'rule' }];
  return readPage(element, selected);
}

function textOf(element: Element, selected: Selected): CopiedBlock[] {
  const content = readInline(element, selected);
  // A selection often ends where the next block begins.
  if (content.length === 0 && !selected.isWhole(element)) return [];
  const level = Number(/^md-h(\d)$/.exec(element.className)?.[1]);
  return level > 0 ? [{ kind: 'heading', level, content }] : [{ kind: 'paragraph', content }];
}

function codeOf(element: Element, selected: Selected): CopiedBlock[] {
  const code = element.querySelector('code') ?? element;
  const text = readText(code, selected);
  if (text === '' && !selected.isWhole(element)) return [];
  return [{ kind: 'code', language: element.getAttribute('data-language') ?? '', text }];
}

function mathOf(element: Element): CopiedBlock[] {
  const formula = element.querySelector('.md-formula, code');
  if (formula === null) return [];
  return [{ kind: 'math', source: formulaSource(formula) ?? formula.textContent }];
}

function quoteOf(element: Element, selected: Selected): CopiedBlock[] {
  const children = readPage(element, selected);
  if (children.length === 0 && !selected.isWhole(element)) return [];
  const alert = alerts.find((kind) => kind === element.getAttribute('data-alert'));
  return [{ kind: 'quote', children, ...(alert === undefined ? {} : { alert }) }];
}

const alerts: readonly AlertKind[] = ['note', 'tip', 'important', 'warning', 'caution'];

function listOf(element: Element, selected: Selected): CopiedBlock[] {
  const items: CopiedList['items'][number][] = [];
  let skipped = 0;
  for (const item of element.querySelectorAll(':scope > li, :scope > .md-part > li')) {
    const read = selected.touches(item) ? itemOf(item, selected) : undefined;
    if (read !== undefined) items.push(read);
    else if (items.length === 0) skipped += 1;
  }
  if (items.length === 0) return [];
  const loose = element.getAttribute('data-loose') === 'true';
  const start = element instanceof HTMLOListElement ? { start: element.start + skipped } : {};
  return [{ kind: 'list', loose, items, ...start }];
}

function itemOf(element: Element, selected: Selected): CopiedList['items'][number] | undefined {
  const children = readPage(element, selected);
  if (children.length === 0 && !selected.isWhole(element)) return undefined;
  const box = element.querySelector(':scope > input');
  // Where only the end of an item is copied its box is not.
  if (!(box instanceof HTMLInputElement) || !selected.touches(box)) return { children };
  return { task: box.checked ? 'done' : 'open', children };
}

/** What is cut from a table keeps its columns, and its head, without which it would be none; a single cell is just its text. */
function tableOf(table: HTMLTableElement, selected: Selected): CopiedBlock[] {
  const isWhole = selected.isWhole(table);
  const filled = [...table.querySelectorAll('th, td')]
    .map((cell) => (selected.touches(cell) ? readInline(cell, selected) : []))
    .filter((content) => content.length > 0);
  const [content] = filled;
  if (!isWhole && content === undefined) return [];
  if (!isWhole && content !== undefined && filled.length === 1) return [{ kind: 'paragraph', content }];
  const [first, ...rest] = table.rows;
  const cells = [...(first?.cells ?? [])];
  const rows = rest.map((row) => rowOf(row, selected));
  return [
    {
      kind: 'table',
      aligns: cells.map(alignOf),
      head: cells.map((cell) => readInline(cell, everything)),
      rows: isWhole ? rows : rows.filter((row) => row.some((cell) => cell.length > 0)),
    },
  ];
}

function rowOf(row: HTMLTableRowElement, selected: Selected): CopiedRow {
  return [...row.cells].map((cell) => (selected.touches(cell) ? readInline(cell, selected) : []));
}

function alignOf(cell: Element): Align {
  return aligns.find((align) => cell.classList.contains(`md-${align}`)) ?? 'start';
}

const aligns: readonly Align[] = ['start', 'center', 'end'];

function footnotesOf(element: Element, selected: Selected): CopiedBlock[] {
  const notes = [...element.querySelectorAll('[data-footnote]')].flatMap((item): CopiedNote[] => {
    const children = selected.touches(item) ? readPage(item, selected) : [];
    if (children.length === 0 && !selected.isWhole(item)) return [];
    return [{ label: item.getAttribute('data-footnote') ?? '', children }];
  });
  return notes.length === 0 ? [] : [{ kind: 'footnotes', notes }];
}
