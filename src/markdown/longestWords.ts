import type { TableRow } from './markdownTree.ts';

/** Longer words may be broken: a column as wide as they are would leave no room for others. */
const MOST_CHARACTERS = 24;

/** Says for each column of a growing table how many characters its longest word has, 24 at most. */
export type WordReader = (rows: readonly TableRow[], from: number, to: number) => readonly number[];

/** A reader that reads each row once. Rows are only added, and those that it is given are final. */
export function createWordReader(): WordReader {
  let read = 0;
  let longest: readonly number[] = [];
  return (rows, from, to) => {
    for (const row of rows.slice(Math.max(read, from), to)) {
      const lengths = row.map((cell, column) => Math.max(longestWord(cell), longest[column] ?? 0));
      // The same array, so that what is drawn with it is not drawn again.
      if (lengths.some((length, column) => length !== longest[column])) longest = lengths;
    }
    read = Math.max(read, to);
    return longest;
  };
}

/** About: marks and addresses are no part of words, and writing without spaces breaks anywhere. */
function longestWord(cell: string): number {
  const words = cell
    .replaceAll(/\]\([^)\s]*\)|[*_~`[\]]/g, '')
    .match(/[^\s\p{Ideographic}\p{scx=Hira}\p{scx=Kana}]+/gu);
  const lengths = words?.map((word) => word.length) ?? [];
  return Math.min(
    lengths.reduce((most, length) => Math.max(most, length), 0),
    MOST_CHARACTERS,
  );
}
