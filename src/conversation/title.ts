const MAX_TITLE_GRAPHEMES = 60;

/**
 * A title from the first question: its first line with something on it, cut at a word within 60 characters as a reader
 * counts them. `New chat` when there is none.
 *
 * @see docs/spec.md C6
 */
export function titleFrom(question: string): string {
  const line =
    question
      .split('\n')
      .map(plain)
      .find((text) => text !== '') ?? 'New chat';
  const graphemes = Array.from(
    new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(line),
    ({ segment }) => segment,
  );
  if (graphemes.length <= MAX_TITLE_GRAPHEMES) return line;
  const cut = graphemes.slice(0, MAX_TITLE_GRAPHEMES - 1).join('');
  const lastSpace = cut.lastIndexOf(' ');
  return `${lastSpace > cut.length / 2 ? cut.slice(0, lastSpace) : cut}…`;
}

function plain(line: string): string {
  return line
    .replaceAll(/^[#>\-*\s`]+|[`*_~]+/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
