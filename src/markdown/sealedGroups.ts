import type { TopLevelGroup } from './topLevelGroups.ts';

/**
 * Those blocks of a text made of whole lines that no further line can change. Markdown is read line by line, so a block is
 * final once the next one has begun, with two exceptions: a paragraph (or math that is still open) directly below a block
 * without a blank line between may yet turn out to belong to it; and a blank line ends most blocks at once.
 * @see https://spec.commonmark.org/0.31.2/#phase-1-block-structure
 */
export function sealedGroups(groups: readonly TopLevelGroup[], lines: string): readonly TopLevelGroup[] {
  const last = groups.at(-1);
  if (last === undefined) return [];
  if (endsWithBlankLine(lines) && endedByBlankLine.has(last.type)) return groups;
  let count = groups.length - 1;
  while (count > 0 && mayBelongAbove(groups[count - 1], groups[count], lines)) count -= 1;
  return groups.slice(0, count);
}

const endedByBlankLine: ReadonlySet<string> = new Set([
  'paragraph_open',
  'heading_open',
  'hr',
  'table_open',
  'blockquote_open',
  'reference_definition',
]);

/** A title below a reference definition, a lazy line below a quote or a list, a formula that turns out to be a table's row. */
function mayBelongAbove(above: TopLevelGroup | undefined, block: TopLevelGroup | undefined, lines: string): boolean {
  if (above === undefined || block === undefined || !undecided.has(block.type) || decided.has(above.type)) return false;
  return !endsWithBlankLine(lines.slice(above.start, block.start));
}

const undecided: ReadonlySet<string> = new Set(['paragraph_open', 'math_block']);
const decided: ReadonlySet<string> = new Set(['heading_open', 'hr', 'fence']);

function endsWithBlankLine(lines: string): boolean {
  if (!lines.endsWith('\n')) return false;
  const lineStart = lines.lastIndexOf('\n', lines.length - 2) + 1;
  return lines.length === 1 || /^[ \t]*\n$/.test(lines.slice(lineStart));
}
