import { blockTokens } from './blockTokens.ts';
import type { Token } from 'markdown-it';

export interface OpenTokens {
  readonly tokens: readonly Token[];
  /** The `inline` token in which the text goes on, if it goes on in one. */
  readonly leaf: Token | undefined;
}

/**
 * The block tokens of text that is still arriving. A last line of which nothing can be said yet is held back (`-` may become a
 * list, a heading's underline or a rule), and a table's first row is a table before the row of dashes has come.
 * @see docs/spec.md M12
 */
export function openTokens(source: string): OpenTokens {
  const shown = withoutUndecidedLine(source);
  const { tokens } = blockTokens(shown);
  const row = headerRow(tokens, shown);
  if (row === undefined) return { tokens, leaf: openLeaf(tokens, shown) };
  const withTable = blockTokens(`${shown.trimEnd()}\n${delimiterRow(row)}`).tokens;
  return { tokens: withTable, leaf: openLeaf(withTable, shown.trimEnd()) };
}

/** What a last line is becomes clear with its next characters as long as it holds no more than this. */
const undecided = new RegExp(
  [
    String.raw`[-+*_=~\x60#|:$\\<!][-+*_=~\x60#|:$\\<!\s]*`, // marks alone
    String.raw`(?:(?:[-+*]|\d{1,9}[.)]?)\s*)?(?:\[[ xX]?\]?)?`, // a list's mark or number, a task's box
    String.raw`(?:[-+*]\s+|\d{1,9}[.)]\s+)?(?:\x60{3,}|~{3,})[^\x60]*`, // a fence whose language is being written
    String.raw`\[[^\]]*\]:.*`, // a reference definition
  ]
    .map((part) => String.raw`^[\s>]*${part}$`)
    .join('|'),
);

function withoutUndecidedLine(source: string): string {
  const lineStart = source.lastIndexOf('\n') + 1;
  return undecided.test(source.slice(lineStart)) ? source.slice(0, lineStart) : source;
}

/** The last line, if it is the first row of a table to be: it begins with a bar, and the line before does not. */
function headerRow(tokens: readonly Token[], shown: string): string | undefined {
  const [paragraph, end] = tokens.slice(-2);
  if (paragraph === undefined || end?.type !== 'paragraph_close' || end.level !== 0) return undefined;
  const lines = paragraph.content.split('\n');
  const row = lines.at(-1)?.trim() ?? '';
  if (!row.startsWith('|') || lines.at(-2)?.trim().startsWith('|') === true) return undefined;
  return shown.trimEnd().endsWith(row) ? row : undefined;
}

function delimiterRow(row: string): string {
  const bars =
    row
      .replace(/^\|/, '')
      .replace(/(?<!\\)\|$/, '')
      .match(/(?<!\\)\|/g)?.length ?? 0;
  return `|${'-|'.repeat(bars + 1)}`;
}

function openLeaf(tokens: readonly Token[], shown: string): Token | undefined {
  const at = tokens.findLastIndex((token) => token.type === 'inline');
  const lineCount = shown.split('\n').length - (shown.endsWith('\n') ? 1 : 0);
  const leaf = tokens[at];
  const opening = tokens[at - 1];
  if (leaf === undefined || opening === undefined) return undefined;
  // Headings and rows end with their line, a paragraph may go on.
  if (opening.type !== 'paragraph_open' && shown.endsWith('\n')) return undefined;
  if (leaf.map !== null) return leaf.map[1] === lineCount ? leaf : undefined;
  const row = tokens.findLastIndex((token) => token.type === 'tr_open');
  if (tokens[row]?.map?.[1] !== lineCount) return undefined;
  return tokens.slice(row).findLast((token) => token.type === 'inline' && token.content !== '');
}
