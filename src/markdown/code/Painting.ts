import type { CodeSheet } from './CodeSheet.ts';
import { boxLines } from './CodeSheet.ts';
import type { HighlightRequest } from './highlightMessages.ts';
import { Painter } from './Painter.ts';
import type { Run } from './Painter.ts';

/** What is read at once: a few milliseconds' work for the worker, and for the page that draws it. */
const atOnce = { lines: 64, units: 4000 } as const;

/** What is beyond stays plain: each line coloured is a dozen nodes. */
const coloured = { lines: 5000, units: 400_000 } as const;

let blocks = 0;

/** How far a sheet has been read and coloured. */
export class Painting {
  readonly sheet: CodeSheet;
  readonly language: string;
  /** Names the block to the worker. */
  readonly block: number;
  readonly #painter = new Painter();
  #asked = '';
  #readUnits = 0;
  #readLines = 0;
  #paintedLines = 0;

  /** Nothing read, nothing coloured. */
  constructor(sheet: CodeSheet, language: string) {
    blocks += 1;
    this.block = blocks;
    this.sheet = sheet;
    this.language = language;
  }

  /** Whether there are complete lines that have not been read. */
  hasMore(): boolean {
    return this.#endOfLine(this.#readUnits) > this.#readUnits;
  }

  /** The next lines to read. */
  nextRequest(): HighlightRequest {
    const { block, language, sheet } = this;
    let end = this.#readUnits;
    for (let lines = 0; lines < atOnce.lines && end - this.#readUnits < atOnce.units; lines += 1) {
      end = this.#endOfLine(end);
    }
    this.#asked = sheet.text.slice(this.#readUnits, end);
    return { kind: 'read', block, language, first: this.#readUnits === 0, code: this.#asked };
  }

  /** Colours the lines of the last request, except those that are coloured already. */
  paint(runs: Uint16Array): void {
    const lines = linesOf(this.#asked, runs);
    let at = Math.max(0, this.#paintedLines - this.#readLines);
    while (at < lines.length) {
      const line = this.#readLines + at;
      const end = at + boxLines - (line % boxLines);
      const box = this.sheet.boxes[Math.floor(line / boxLines)];
      if (box !== undefined) this.#painter.paint(box, lines.slice(at, end));
      at = end;
    }
    this.#readUnits += this.#asked.length;
    this.#readLines += lines.length;
    this.#paintedLines = Math.max(this.#paintedLines, this.#readLines);
  }

  /** Begins to read from the first line again. */
  readAgain(): void {
    this.#readUnits = 0;
    this.#readLines = 0;
  }

  /** Whether nothing is left to colour, now or later. */
  isDone(): boolean {
    const { boxes, growing, text } = this.sheet;
    if (boxes[0]?.element.isConnected !== true) return true;
    if (this.#readLines >= coloured.lines || this.#endOfLine(this.#readUnits) > coloured.units) return true;
    return !growing && this.#readUnits === text.length;
  }

  /** Where the line ends that begins at a place; the place itself while the line is not complete. */
  #endOfLine(from: number): number {
    const { growing, text } = this.sheet;
    const at = text.indexOf('\n', from);
    if (at !== -1) return at + 1;
    return growing ? from : text.length;
  }
}

/** Lines with their line breaks, as runs. */
function linesOf(code: string, runs: Uint16Array): Run[][] {
  let at = 0;
  return code.split(/(?<=\n)/).map((line) => {
    const found: Run[] = [];
    let from = 0;
    for (; (runs[at] ?? 0) > 0; at += 2) {
      const length = runs[at] ?? 0;
      found.push({ text: line.slice(from, from + length), kind: runs[at + 1] ?? 0 });
      from += length;
    }
    at += 1;
    if (from < line.length) found.push({ text: line.slice(from), kind: 0 });
    return found;
  });
}
