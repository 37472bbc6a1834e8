import { closeMarks } from './closeMarks.ts';
import { inlineNodes } from './inlineNodes.ts';
import { inlineTokens } from './inlineTokens.ts';
import { namesAny, type Labels } from './Labels.ts';
import type { InlineNode } from './markdownTree.ts';
import { nextCut, type CutSearch } from './nextCut.ts';

/** A run of a block's text. One that is not the last is the same object as long as it says the same. */
export type InlineRun = readonly InlineNode[];

/** How much is read in one go. */
export interface Pace {
  /** Whether to stop before another run. */
  isOver(): boolean;
  /** Told of each run that was read, and its length in UTF-16 units. */
  onRun(run: InlineRun, length: number): void;
}

/** Reads all. */
const whole: Pace = { isOver: () => false, onRun() {} };

/** Reads the text of one block. */
export interface InlineReader {
  /** @param open true while more of it may come: then half-finished marks at its end are closed as a guess. */
  read(content: string, open: boolean, labels: Labels, pace?: Pace): readonly InlineRun[];
  /** Up to where the content was read; less than all of it where the pace has said so. */
  end(): number;
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
  let end = 0;
  let last: { content: string; open: boolean; labels: Labels; runs: readonly InlineRun[] } | undefined;

  function start(): void {
    runs = [];
    search = { from: 0, tried: 0 };
    unresolved = new Set();
  }

  /** @returns whether all that can be cut was read. */
  function readRuns(content: string, labels: Labels, pace: Pace): boolean {
    for (;;) {
      if (pace.isOver()) return false;
      const next = nextCut(content, search);
      if (typeof next !== 'number') {
        search = next;
        return true;
      }
      const read = inlineTokens(content.slice(search.from, next), labels);
      for (const label of read.unresolved) unresolved.add(label);
      const run = inlineNodes(read.tokens, labels);
      runs.push(run);
      pace.onRun(run, next - search.from);
      search = { from: next, tried: next };
    }
  }

  function readRest(content: string, open: boolean, labels: Labels, pace: Pace): InlineRun {
    const rest = content.slice(search.from);
    const read = inlineTokens(open ? closeMarks(rest, labels) : rest, labels);
    unresolvedInLast = read.unresolved;
    const run = inlineNodes(read.tokens, labels);
    pace.onRun(run, rest.length);
    return run;
  }

  return {
    read(content, open, labels, pace = whole) {
      if (last?.content === content && last.open === open && last.labels === labels && end === content.length) {
        return last.runs;
      }
      if (!content.startsWith(known) || namesAny(labels, unresolved)) start();
      const isRead = readRuns(content, labels, pace);
      // What lies behind the last cut may still be held back.
      known = content.slice(0, search.from);
      end = isRead ? content.length : search.from;
      last = { content, open, labels, runs: isRead ? [...runs, readRest(content, open, labels, pace)] : [...runs] };
      return last.runs;
    },
    end: () => end,
    latest: (labels) =>
      last === undefined || namesAny(labels, unresolved) || namesAny(labels, unresolvedInLast) ? labels : last.labels,
  };
}
