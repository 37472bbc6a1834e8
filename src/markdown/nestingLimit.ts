import type { StateBlock } from 'markdown-it';

/** Lists count two levels each: their own and their item's. markdown-it's own limit (100) drops what lies deeper; this one does not. */
const deepestLevel = 90;

/** A block rule for text that is nested too deeply: it is drawn as a plain paragraph, marks and all, and nothing is lost. */
export function nestingLimit(state: StateBlock, startLine: number, endLine: number): boolean {
  if (state.level < deepestLevel) return false;
  const belongs = (line: number) => !state.isEmpty(line) && (state.sCount[line] ?? 0) >= state.blkIndent;
  let nextLine = startLine + 1;
  while (nextLine < endLine && belongs(nextLine)) nextLine += 1;
  state.push('paragraph_open', 'p', 1).map = [startLine, nextLine];
  const inline = state.push('inline', '', 0);
  inline.content = state.getLines(startLine, nextLine, state.blkIndent, false).trim();
  inline.map = [startLine, nextLine];
  inline.children = [];
  state.push('paragraph_close', 'p', -1);
  state.line = nextLine;
  return true;
}
