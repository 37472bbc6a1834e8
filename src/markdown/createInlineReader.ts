import { closeMarks } from './closeMarks.ts';
import { inlineNodes } from './inlineNodes.ts';
import { inlineTokens } from './inlineTokens.ts';
import { namesAny, type Labels } from './Labels.ts';
import type { InlineNode } from './markdownTree.ts';
import { nextCut, type CutSearch } from './nextCut.ts';

/** A run of a block's text. One that is not the last is the same object as long as it says the same. */
export type InlineRun = readonly InlineNode[];

/** Reads the text of one block. */
export interface InlineReader {
  /** @param open true while more of it may come: then half-finished marks at its end are closed as a guess. */
  read(content: string, open: boolean, labels: Labels): readonly InlineRun[];
  /** These labels if they would change what was read last, else those with which it was read. */
  latest(labels: Labels): Labels;
}

/**
 * A reader that goes on where it was when text is added. Long text is read in runs that nothing connects, so that the cost of a
 * word does not grow with its paragraph; where they are cut depends on the text alone.
 * @see docs/spec.md M51
 */
export function createInlineReader(): InlineReader {
  let runs: InlineRun[] = [];
  let known = '';
  let search: CutSearch = { from: 0, tried: 0 };
  let unresolved = new Set<string>();
  let unresolvedInLast: ReadonlySet<string> = new Set();
  let last: { content: string; open: boolean; labels: Labels; runs: readonly InlineRun[] } | undefined;

  function start(): void {
    runs = [];
    search = { from: 0, tried: 0 };
    unresolved = new Set();
  }

  function readRuns(content: string, labels: Labels): void {
    for (;;) {
      const next = nextCut(content, search);
      if (typeof next !== 'number') {
        search = next;
        return;
      }
      const read = inlineTokens(content.slice(search.from, next), labels);
      for (const label of read.unresolved) unresolved.add(label);
      runs.push(inlineNodes(read.tokens, labels));
      search = { from: next, tried: next };
    }
  }

  return {
    read(content, open, labels) {
      if (last?.content === content && last.open === open && last.labels === labels) return last.runs;
      if (!content.startsWith(known) || namesAny(labels, unresolved)) start();
      readRuns(content, labels);
      // What lies behind the last cut may still be held back.
      known = content.slice(0, search.from);
      const rest = content.slice(search.from);
      const read = inlineTokens(open ? closeMarks(rest, labels) : rest, labels);
      unresolvedInLast = read.unresolved;
      last = { content, open, labels, runs: [...runs, inlineNodes(read.tokens, labels)] };
      return last.runs;
    },
    latest: (labels) =>
      last === undefined || namesAny(labels, unresolved) || namesAny(labels, unresolvedInLast) ? labels : last.labels,
  };
}
