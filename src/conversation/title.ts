const MAX_TITLE_GRAPHEMES = 60;

/** How much of a line is looked at, in UTF-16 units: a pasted file may be one line of megabytes. */
const MAX_READ_UNITS = 2_000;

const UNTITLED = 'New chat';

/**
 * A title from the first question: its first line with something on it, without the marks of Markdown, cut at a word within 60
 * characters as a reader counts them. `New chat` when there is none.
 *
 * @see docs/spec.md C6
 */
export function titleFrom(question: string): string {
  for (const line of question.split('\n')) {
    const text = plain(line.slice(0, MAX_READ_UNITS));
    if (text !== '') return shorten(text);
  }
  return UNTITLED;
}

function shorten(text: string): string {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const graphemes = Array.from(segmenter.segment(text), ({ segment }) => segment);
  if (graphemes.length <= MAX_TITLE_GRAPHEMES) return text;
  const cut = graphemes.slice(0, MAX_TITLE_GRAPHEMES - 1).join('');
  const lastSpace = cut.lastIndexOf(' ');
  return `${lastSpace > cut.length / 2 ? cut.slice(0, lastSpace) : cut}…`;
}

function plain(line: string): string {
  return (
    line
      // The line that opens a code block, or a rule, says nothing about the question.
      .replace(/^\s*(?:(?:```|~~~).*|-{3,}\s*)$/, '')
      // Headings, quotes and list items.
      .replace(/^(?:\s*(?:#{1,6}|>|[-*+]|\d{1,9}[.)])(?=\s|$))+/, '')
      // Emphasis and code: doubled marks anywhere, single ones only at the edge of a word, so that names_like_this stay.
      .replaceAll(/`+|\*{2,}|~{2,}|(?<![\p{L}\p{N}_])[*_]+(?=\S)|(?<=\S)[*_]+(?![\p{L}\p{N}_])/gu, '')
      .replaceAll(/\s+/g, ' ')
      .trim()
  );
}
