/**
 * How many words a text has. Chinese, Japanese and Thai words, which no spaces part, count one by one where the platform can tell.
 * @see https://www.unicode.org/reports/tr29/#Word_Boundaries
 */
export function countWords(text: string): number {
  if (typeof Intl.Segmenter !== 'function') return text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’_-]*/gu)?.length ?? 0;
  let count = 0;
  for (const segment of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)) {
    if (segment.isWordLike === true) count += 1;
  }
  return count;
}
