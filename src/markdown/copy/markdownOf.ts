import { isRule } from '../blocks/lineMarks.ts';
import { drawnAligns } from '../blocks/tableRows.ts';
import type { Align } from '../markdownTree.ts';
import type { CopiedBlock, CopiedList, CopiedNote, CopiedQuote, CopiedTable, CopiedText } from './CopiedBlock.ts';
import { headingLine, inlineMarkdown } from './inlineMarkdown.ts';
import { longestRun } from './writeInline.ts';

/** Blocks as Markdown, without a line break at the end. */
export function markdownOf(blocks: readonly CopiedBlock[]): string {
  return join(blocks, true);
}

/** @param apart whether blank lines stand between the blocks wherever they can; otherwise only where they must. */
function join(blocks: readonly CopiedBlock[], apart: boolean): string {
  let joined = '';
  let isOther = false;
  blocks.forEach((block, at) => {
    const before = blocks[at - 1];
    // Two lists in a row would be one if they had the same marks.
    isOther = isSameKindOfList(before, block) && !isOther;
    const written = markdownOfBlock(block, isOther);
    if (before !== undefined) joined += apart || mustBeApart(before, block) ? '\n\n' : '\n';
    joined += written;
  });
  return joined;
}

function isSameKindOfList(before: CopiedBlock | undefined, block: CopiedBlock): boolean {
  if (before?.kind !== 'list' || block.kind !== 'list') return false;
  return (before.start === undefined) === (block.start === undefined);
}

/** Whether the second would go on with the first without a blank line between. */
function mustBeApart(first: CopiedBlock, second: CopiedBlock): boolean {
  if (second.kind === 'list') return first.kind !== 'heading' && (isEmptyFirst(second) || (second.start ?? 1) !== 1);
  return ['paragraph', 'table'].includes(second.kind) && !['heading', 'code', 'rule', 'math'].includes(first.kind);
}

function isEmptyFirst({ items }: CopiedList): boolean {
  return items[0]?.children.length === 0;
}

function markdownOfBlock(block: CopiedBlock, otherMark: boolean): string {
  switch (block.kind) {
    case 'rule':
      // Hyphens would underline a paragraph above.
      return '***';
    case 'quote':
      return quote(block);
    case 'list':
      return list(block, otherMark);
    case 'table':
      return table(block);
    case 'footnotes':
      return block.notes.map(footnote).join('\n\n');
    default:
      return textBlock(block);
  }
}

function textBlock(block: CopiedText): string {
  switch (block.kind) {
    case 'paragraph':
      return inlineMarkdown(block.content, 'paragraph');
    case 'heading':
      return headingLine(block.level, inlineMarkdown(block.content, 'heading'));
    case 'code':
      return fence(block.text, block.language);
    case 'math':
      return block.source.includes('\n') ? `$$\n${block.source}\n$$` : `$$${block.source}$$`;
    case 'verbatim':
      return block.text;
  }
}

function quote({ alert, children }: CopiedQuote): string {
  const name = alert === undefined ? '' : `[!${alert.toUpperCase()}]\n`;
  // Only a paragraph may stand right below the name.
  const gap = name !== '' && children[0]?.kind !== 'paragraph' ? '\n' : '';
  return prefixed(name + gap + join(children, true), '>', ' ');
}

function fence(text: string, language: string): string {
  const marks = '`'.repeat(Math.max(3, longestRun(text) + 1));
  const info = language.replaceAll(/[\\&]/g, String.raw`\$&`);
  return `${marks}${info}\n${text === '' ? '' : `${text}\n`}${marks}`;
}

function list(block: CopiedList, otherMark: boolean): string {
  const { items, start, loose } = block;
  const written = items
    .map(({ task, children }, at) => {
      const mark = start === undefined ? (otherMark ? '+' : '-') : `${start + at}${otherMark ? ')' : '.'}`;
      const box = task === undefined ? '' : `[${task === 'done' ? 'x' : ' '}] `;
      return hanging(`${mark} `, box + join(children, loose));
    })
    .join(loose ? '\n\n' : '\n');
  // Hyphens alone in a line would be a rule.
  const [firstLine = ''] = written.split('\n', 1);
  return isRule(firstLine) ? list(block, true) : written;
}

function footnote({ label, children }: CopiedNote): string {
  return hanging(`[^${label}]: `, join(children, true), 4);
}

/** Text behind a mark, its other lines below its first. */
function hanging(mark: string, text: string, indent = mark.length): string {
  return (mark + prefixed(text, '', ' '.repeat(indent)).trimStart()).trimEnd();
}

function prefixed(text: string, mark: string, gap: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? mark : mark + gap + line))
    .join('\n');
}

function table({ head, rows, aligns }: CopiedTable): string {
  const cells = rows.map((row) => row.map(cell));
  const guessed = drawnAligns(
    head.map(() => undefined),
    cells[0],
  );
  const delimiters = aligns.map((align, at) =>
    align === guessed[at] && align === 'start' ? '---' : alignMarks[align],
  );
  return [head.map(cell), delimiters, ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

const alignMarks: Readonly<Record<Align, string>> = { start: ':---', center: ':---:', end: '---:' };

function cell(content: CopiedTable['head'][number]): string {
  return inlineMarkdown(content, 'cell')
    .replaceAll(/\\?\n/g, ' ')
    .replaceAll('|', String.raw`\|`);
}
