import type { Align, TableRow } from '../markdownTree.ts';
import type { OpenTable } from './openBlocks.ts';

/** The cells of a line of a table. Bars behind a backslash belong to their cell. */
export function cellsOf(line: string): string[] {
  const cells = line.trim().split(/(?<!\\)\|/);
  if (cells[0] === '') cells.shift();
  if (cells.at(-1) === '') cells.pop();
  return cells.map((cell) => cell.replaceAll(String.raw`\|`, '|').trim());
}

/** So many cells may be filled up in a table: a long first row above many short ones would fill the page. */
const MAX_FILLED = 4096;

/**
 * Adds a line to a table as a row: GFM fills up cells that are missing and drops those that are too many.
 * @returns false when too many are missing: then the line is none of its rows.
 */
export function addRow(table: OpenTable, line: string): boolean {
  const cells = cellsOf(line);
  table.filled += Math.max(0, table.head.length - cells.length);
  if (table.filled > MAX_FILLED) return false;
  table.rows.push(table.head.map((_, at) => cells[at] ?? ''));
  return true;
}

/** The alignments in a table's second line, or `undefined` when it is none. */
export function delimiterRow(line: string): readonly (Align | undefined)[] | undefined {
  if (!/^[|:-][|:\- \t]+$/.test(line) || /^-\s/.test(line)) return undefined;
  const cells = cellsOf(line);
  if (cells.length === 0 || !cells.every((cell) => /^:?-+:?$/.test(cell))) return undefined;
  return cells.map((cell) => {
    if (cell.endsWith(':')) return cell.startsWith(':') ? 'center' : 'end';
    return cell.startsWith(':') ? 'start' : undefined;
  });
}

/** The second line of a table that is guessed from its first. */
export function guessedDelimiterRow(head: string): string {
  return `|${'-|'.repeat(cellsOf(head).length)}`;
}

/** Alignments as drawn. Only the first row decides on numbers: a column must not change sides while more rows arrive. */
export function drawnAligns(written: readonly (Align | undefined)[], firstRow: TableRow = []): readonly Align[] {
  return written.map((align, at) => align ?? (number.test(firstRow[at] ?? '') ? 'end' : 'start'));
}

const number =
  /^\s*[*_~]{0,2}[-+−±~≈<>]?\s?\p{Sc}?\s?\d[\d.,\u00A0\u202F']*\s?(?:%|\p{Sc}|°?[a-zµ]{1,3})?[*_~]{0,2}\s*$/iu;
