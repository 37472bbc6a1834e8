/** What a line of text takes and what stands between two blocks, in CSS pixels; and how many characters stand in a line. */
const LINE_PX = 26;
const GAP_PX = 12;
const LINE_LENGTH = 84;

/**
 * About how high some blocks will be that were never laid out, in CSS pixels. Once they are in sight their true height takes its place.
 */
export function guessedHeight(blocks: Element): number {
  const ofText = linesOf(blocks) * LINE_PX;
  const ofBlocks = Array.from(blocks.children, (block) => linesOf(block) * LINE_PX + GAP_PX);
  return Math.max(
    ofText,
    ofBlocks.reduce((sum, height) => sum + height, 0),
  );
}

function linesOf(block: Element): number {
  const text = block.textContent ?? '';
  const asWritten = block.matches('.md-code') ? text.split('\n').length + 2 : block.querySelectorAll('li, tr').length;
  return Math.max(Math.ceil(text.length / LINE_LENGTH), asWritten);
}
