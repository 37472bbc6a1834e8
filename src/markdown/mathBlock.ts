import type { StateBlock } from 'markdown-it';

/**
 * A block rule for display math: `$$ … $$` or `\[ … \]` on lines of its own, or on one line. A blank line ends it; without a
 * closing mark before that it is no math. At the very end of the text a block that is not closed yet counts, so that math which
 * is still arriving looks like math.
 *
 * What it decides for a line depends on nothing after the next blank line: the splitter builds on that.
 */
export function mathBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  const first = lineText(state, startLine);
  const closing = closings.get(first.slice(0, 2));
  if (closing === undefined) return false;
  const found = findEnd(state, startLine, endLine, closing);
  if (found === undefined) return false;
  if (silent) return true;
  const text = state.getLines(startLine, found.nextLine, state.blkIndent, false).trim();
  const token = state.push('math_block', 'math', 0);
  token.content = text.slice(2, found.closed ? -closing.length : undefined).trim();
  token.map = [startLine, found.nextLine];
  state.line = found.nextLine;
  return true;
}

const closings: ReadonlyMap<string, string> = new Map([
  ['$$', '$$'],
  [String.raw`\[`, String.raw`\]`],
]);

function findEnd(state: StateBlock, startLine: number, endLine: number, closing: string) {
  for (let line = startLine; line < endLine; line += 1) {
    if (line > startLine && (state.isEmpty(line) || (state.sCount[line] ?? 0) < state.blkIndent)) return undefined;
    const text = lineText(state, line);
    const at = text.indexOf(closing, line === startLine ? 2 : 0);
    if (at === -1) continue;
    const closesLine = text.slice(at + closing.length).trim() === '';
    return closesLine ? { nextLine: line + 1, closed: true } : undefined;
  }
  return { nextLine: endLine, closed: false };
}

function lineText(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}
