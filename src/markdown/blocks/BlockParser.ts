import type { ReplyDocument } from '../markdownTree.ts';
import { beginBlock } from './beginBlock.ts';
import { continueContainer } from './continueContainer.ts';
import { LineCursor } from './LineCursor.ts';
import { closesFence } from './lineMarks.ts';
import type { OpenLeaf, OpenMath } from './openBlocks.ts';
import { OpenPath } from './OpenPath.ts';
import { addRow, guessedDelimiterRow } from './tableRows.ts';

/** Longer math is text, in UTF-16 units: nobody writes it, and it is laid out line by line. */
const LONGEST_MATH = 10_000;

/**
 * The block structure of Markdown, read line by line as CommonMark describes it: a line is looked at once, and a block that is closed
 * never changes. GFM's tables, task lists, footnotes and alerts and display math are blocks too, raw HTML is text.
 *
 * @see https://spec.commonmark.org/0.31.2/#appendix-a-parsing-strategy
 * @see docs/spec.md M50
 */
export class BlockParser {
  readonly #path: OpenPath;

  constructor(path = new OpenPath()) {
    this.#path = path;
  }

  /** Takes a line, without its line break. */
  addLine(line: string): void {
    this.#takeLine(line.replaceAll('\0', '\uFFFD'), 1, true);
  }

  /** The blocks of the lines so far. No more lines may follow. */
  finish(): ReplyDocument {
    // At the end of a text math that was not closed is none.
    if (this.#path.leaf?.kind === 'math') this.#giveUpMath();
    this.#path.closeTo(1);
    return { ...this.#path.closed, definitions: this.#path.definitions };
  }

  /**
   * The blocks of the lines so far and of the beginning of another, as they look most likely. What may still change is marked as open,
   * and definitions count once nothing changes them.
   */
  guess(line: string): ReplyDocument {
    const fork = new BlockParser(this.#path.fork());
    if (line !== '') fork.addLine(line);
    fork.#guessTable();
    fork.#path.closeTo(1);
    return { ...fork.#path.closed, definitions: this.#path.definitions };
  }

  /** Takes the last line of a paragraph for the first of a table, if it looks like one. */
  #guessTable(): void {
    const { leaf, containers } = this.#path;
    if (leaf?.kind !== 'paragraph' || !leaf.lastLine.startsWith('|')) return;
    const above = leaf.content.slice(0, -leaf.lastLine.length);
    if (above[above.lastIndexOf('\n', above.length - 2) + 1] === '|') return;
    this.#takeLine(guessedDelimiterRow(leaf.lastLine), containers.length, false);
  }

  /** @param from how many containers the line is in without having to show it. */
  #takeLine(line: string, from: number, mayBeMath: boolean): void {
    const { leaf } = this.#path;
    if (leaf?.kind === 'math' && !this.#goesOn(new LineCursor(line), from, leaf)) this.#giveUpMath();
    const cursor = new LineCursor(line);
    const { depth, marked } = this.#match(cursor, from);
    if (depth < this.#path.containers.length || !this.#growLeaf(cursor, marked)) {
      this.#takeText(cursor, depth, marked, mayBeMath);
    }
    if (!cursor.isBlank) this.#path.noteText();
  }

  /** Consumes what shows that the line is in the open containers. @returns in how many it is, and the last that took a mark. */
  #match(cursor: LineCursor, from: number): { depth: number; marked: number } {
    let marked = 0;
    for (let depth = from; depth < this.#path.containers.length; depth += 1) {
      const container = this.#path.containers[depth];
      const result = container === undefined ? 'leaves' : continueContainer(container, cursor);
      if (result === 'leaves') return { depth, marked };
      if (result === 'marked') marked = depth;
    }
    return { depth: this.#path.containers.length, marked };
  }

  #goesOn(cursor: LineCursor, from: number, { closing, source }: OpenMath): boolean {
    if (this.#match(cursor, from).depth < this.#path.containers.length || cursor.isBlank) return false;
    if (source.length + cursor.text.length > LONGEST_MATH) return false;
    const at = cursor.text.indexOf(closing);
    return at === -1 || cursor.text.slice(at + closing.length).trim() === '';
  }

  /** Math that does not end is none: its lines are read again. */
  #giveUpMath(): void {
    if (this.#path.leaf?.kind !== 'math') return;
    const { source, paragraph } = this.#path.leaf;
    const depth = this.#path.containers.length;
    this.#path.leaf = paragraph;
    for (const line of source.split('\n')) this.#takeLine(line, depth, false);
  }

  /** Takes a line into the open leaf, if that takes lines as they are. */
  #growLeaf(cursor: LineCursor, marked: number): boolean {
    const leaf = this.#path.leaf;
    switch (leaf?.kind) {
      case 'fence':
        if (cursor.indent < 4 && closesFence(cursor.text, leaf.fence)) {
          this.#path.closeLeaf();
        } else {
          cursor.skipColumns(leaf.indent);
          this.#path.leaf = { ...leaf, text: leaf.text === undefined ? cursor.rest : `${leaf.text}\n${cursor.rest}` };
        }
        return true;
      case 'math':
        this.#path.leaf = { ...leaf, source: `${leaf.source}\n${cursor.text}` };
        if (cursor.text.includes(leaf.closing)) this.#path.closeLeaf();
        return true;
      case 'indented':
        if (cursor.indent < 4 && !cursor.isBlank) return false;
        if (cursor.isBlank) this.#path.noteBlank(marked);
        return this.#growIndented(cursor, leaf);
      default:
        return false;
    }
  }

  #growIndented(cursor: LineCursor, leaf: Extract<OpenLeaf, { kind: 'indented' }>): true {
    const { isBlank } = cursor;
    cursor.skipColumns(4);
    const line = `\n${cursor.rest}`;
    this.#path.leaf = isBlank
      ? { ...leaf, blankLines: leaf.blankLines + line }
      : { ...leaf, text: leaf.text + leaf.blankLines + line, blankLines: '' };
    return true;
  }

  /** Reads what follows the marks of the containers that a line is in. */
  #takeText(cursor: LineCursor, matched: number, marked: number, mayBeMath: boolean): void {
    let depth = matched;
    let lastMarked = marked;
    for (;;) {
      const begun = beginBlock({ path: this.#path, cursor, depth, mayBeMath });
      if (begun === 'line') return;
      if (begun === undefined) break;
      depth = this.#path.containers.length;
      lastMarked = depth - 1;
    }
    if (cursor.isBlank) {
      this.#path.closeTo(depth);
      this.#path.noteBlank(lastMarked);
      return;
    }
    const leaf = this.#path.leaf;
    if (leaf?.kind === 'paragraph') {
      // Also when the line is not in all containers: a lazy line.
      this.#path.leaf = { ...leaf, content: `${leaf.content}\n${cursor.text}`, lastLine: cursor.text };
    } else if (leaf?.kind === 'table' && depth === this.#path.containers.length && addRow(leaf, cursor.text)) {
      return;
    } else {
      this.#path.begin(depth);
      this.#path.leaf = { kind: 'paragraph', content: cursor.text, lastLine: cursor.text };
    }
  }
}
