import { foldText } from '../../search/foldText.ts';

/** Scripts that write words without spaces: there any place may be the beginning of one. */
const UNSPACED = /^[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;

const LETTER = /[\p{L}\p{N}]$/u;

/** The words of a query, folded. */
export function queryWords(query: string): readonly string[] {
  return foldText(query)
    .split(/\s+/)
    .filter((word) => word !== '');
}

/**
 * Whether each of some folded words begins a word of a folded text.
 *
 * @see docs/spec.md U70
 */
export function beginsWords(folded: string, words: readonly string[]): boolean {
  return words.every((word) => {
    for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + 1)) {
      if (at === 0 || UNSPACED.test(word) || !LETTER.test(folded.slice(Math.max(0, at - 2), at))) return true;
    }
    return false;
  });
}
