import type { ReplyDocument } from '../markdownTree.ts';
import { continueContainer } from './continueContainer.ts';
import { LineCursor } from './LineCursor.ts';
import {
  closesFence,
  fenceIn,
  headingIn,
  isRule,
  mathClosingFor,
  takeItemMark,
  underlineLevel,
  type ItemMark,
} from './lineMarks.ts';
import type { OpenLeaf } from './openBlocks.ts';
import { OpenPath } from './OpenPath.ts';
import { addRow, cellsOf, delimiterRow, guessedDelimiterRow } from './tableRows.ts';
import { normalLabel } from './takeDefinitions.ts';

/** Containers beyond this depth are drawn as text, marks and all; a list counts twice. */
const DEEPEST = 90;

/**
 * The block structure of Markdown, read line by line as CommonMark describes it: a line is looked at once, and a block that is closed
 * never changes. GFM's tables, task lists, footnotes and alerts and display math are blocks too, raw HTML is text.
 *
 * @see https://spec.commonmark.org/0.31.2/#appendix-a-parsing-strategy
 * @see docs/spec.md M25
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
    if (leaf?.kind !== 'paragraph') return;
    const rowAt = leaf.content.lastIndexOf('\n') + 1;
    const beforeAt = leaf.content.lastIndexOf('\n', rowAt - 2) + 1;
    if (leaf.content[rowAt] === '|' && (rowAt === 0 || leaf.content[beforeAt] !== '|')) {
      const row = leaf.content.slice(rowAt);
      this.#takeLine(guessedDelimiterRow(row), containers.length, false);
    }
  }

  /** @param from how many containers the line is in without having to show it. */
  #takeLine(line: string, from: number, mayOpenMath: boolean): void {
    if (this.#path.leaf?.kind === 'math' && !this.#goesOn(new LineCursor(line), from, this.#path.leaf.closing))
      this.#giveUpMath();
    const cursor = new LineCursor(line);
    const { depth, marked } = this.#match(cursor, from);
    if (depth < this.#path.containers.length || !this.#growLeaf(cursor, marked))
      this.#takeText(cursor, depth, marked, mayOpenMath);
    if (!cursor.isBlank) for (const container of this.#path.containers) container.afterBlank = false;
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

  #goesOn(cursor: LineCursor, from: number, closing: string): boolean {
    if (this.#match(cursor, from).depth < this.#path.containers.length || cursor.isBlank) return false;
    const at = cursor.text.indexOf(closing);
    return at === -1 || cursor.text.slice(at + closing.length).trim() === '';
  }

  /** Math that does not end is none: its lines are read again. */
  #giveUpMath(): void {
    if (this.#path.leaf?.kind !== 'math') return;
    const { source, paragraph } = this.#path.leaf;
    const depth = this.#path.containers.length;
    this.#path.leaf = paragraph === '' ? undefined : { kind: 'paragraph', content: paragraph };
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
    if (isBlank) this.#path.leaf = { ...leaf, blankLines: `${leaf.blankLines}\n${cursor.rest}` };
    else this.#path.leaf = { ...leaf, text: `${leaf.text}${leaf.blankLines}\n${cursor.rest}`, blankLines: '' };
    return true;
  }

  /** Reads what follows the marks of the containers that a line is in. */
  #takeText(cursor: LineCursor, matched: number, marked: number, mayOpenMath: boolean): void {
    let depth = matched;
    let lastMarked = marked;
    for (
      let opened = this.#open(cursor, depth, mayOpenMath);
      opened !== 'text';
      opened = this.#open(cursor, depth, mayOpenMath)
    ) {
      if (opened === 'line') return;
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
      this.#path.leaf = { ...leaf, content: `${leaf.content}\n${cursor.text}` };
    } else if (leaf?.kind === 'table' && depth === this.#path.containers.length && addRow(leaf, cursor.text)) {
      return;
    } else {
      this.#path.begin(depth);
      this.#path.leaf = { kind: 'paragraph', content: cursor.text };
    }
  }

  /** Opens the block that begins here. @returns what is left to do: more of the line, nothing, or to take it as text. */
  #open(cursor: LineCursor, depth: number, mayOpenMath: boolean): 'container' | 'line' | 'text' {
    if (cursor.isBlank) return 'text';
    if (cursor.indent >= 4) return this.#openIndented(cursor, depth);
    const { text } = cursor;
    const paragraph =
      this.#path.leaf?.kind === 'paragraph' && depth === this.#path.containers.length ? this.#path.leaf : undefined;
    if (text.startsWith('>') && depth < DEEPEST) return this.#openQuote(cursor, depth);
    const heading = headingIn(text);
    if (heading !== undefined) return this.#addHeading(depth, heading);
    const fence = fenceIn(text);
    if (fence !== undefined) return this.#openLeaf(depth, { kind: 'fence', indent: cursor.indent, ...fence });
    const closing = mayOpenMath ? mathClosingFor(text) : undefined;
    if (closing !== undefined && this.#openMath(text, paragraph?.content ?? '', depth, closing)) return 'line';
    if (paragraph !== undefined && this.#underline(text, paragraph.content)) return 'line';
    if (isRule(text)) return this.#addRule(depth);
    if (paragraph !== undefined && this.#openTable(text, paragraph.content, depth)) return 'line';
    const footnote = depth === 1 ? /^\[\^([^\s[\]^]{1,999})\]:/.exec(text) : null;
    if (footnote !== null) return this.#openFootnote(cursor, footnote);
    const item = depth < DEEPEST - 1 ? takeItemMark(cursor, paragraph !== undefined) : undefined;
    return item === undefined ? 'text' : this.#openItem(item, depth);
  }

  #openIndented(cursor: LineCursor, depth: number): 'line' | 'text' {
    if (this.#path.leaf?.kind === 'paragraph') return 'text';
    cursor.skipColumns(4);
    return this.#openLeaf(depth, { kind: 'indented', text: cursor.rest, blankLines: '' });
  }

  #openQuote(cursor: LineCursor, depth: number): 'container' {
    cursor.skipMarks(1);
    cursor.skipColumns(1);
    this.#path.begin(depth);
    this.#path.containers.push({ kind: 'quote', children: [], afterBlank: false });
    return 'container';
  }

  #openFootnote(cursor: LineCursor, [mark, label = '']: RegExpExecArray): 'container' {
    cursor.skipMarks(mark.length);
    cursor.skipBlanks();
    this.#path.begin(1);
    this.#path.containers.push({ kind: 'footnote', label: normalLabel(label), children: [], afterBlank: false });
    return 'container';
  }

  #openItem({ marker, start, indent }: ItemMark, depth: number): 'container' {
    const list = this.#path.containers[depth - 1];
    if (list?.kind === 'list' && list.marker === marker) {
      this.#path.closeTo(depth);
      if (list.afterBlank && list.items.length > 0) list.loose = true;
    } else {
      this.#path.begin(depth);
      this.#path.containers.push({ kind: 'list', marker, start, loose: false, items: [], afterBlank: false });
    }
    this.#path.containers.push({ kind: 'item', indent, children: [], afterBlank: false });
    return 'container';
  }

  #openLeaf(depth: number, leaf: OpenLeaf): 'line' {
    this.#path.begin(depth);
    this.#path.leaf = leaf;
    return 'line';
  }

  #openMath(text: string, paragraph: string, depth: number, closing: string): boolean {
    const end = text.indexOf(closing, 2);
    if (end !== -1 && text.slice(end + 2).trim() !== '') return false;
    if (paragraph !== '') this.#path.leaf = undefined;
    this.#openLeaf(depth, { kind: 'math', closing, source: text, paragraph });
    if (end !== -1) this.#path.closeLeaf();
    return true;
  }

  #openTable(text: string, content: string, depth: number): boolean {
    const aligns = delimiterRow(text.trimEnd());
    if (aligns === undefined || this.#path.leaf === undefined) return false;
    const headAt = content.lastIndexOf('\n') + 1;
    const headLine = content.slice(headAt);
    const head = cellsOf(headLine);
    if (!headLine.includes('|') || head.length !== aligns.length) return false;
    this.#path.leaf = headAt === 0 ? undefined : { kind: 'paragraph', content: content.slice(0, headAt - 1) };
    if (headAt > 0) this.#path.begin(depth);
    this.#path.leaf = { kind: 'table', aligns, head, rows: [], finalRows: 0, filled: 0 };
    return true;
  }

  #underline(text: string, content: string): boolean {
    const level = underlineLevel(text);
    if (level === undefined) return false;
    const rest = this.#path.withoutDefinitions(content).trim();
    this.#path.leaf = undefined;
    if (rest === '') return false;
    this.#path.addHeading(level, rest);
    return true;
  }

  #addHeading(depth: number, { level, content }: { level: number; content: string }): 'line' {
    this.#path.begin(depth);
    this.#path.addHeading(level, content);
    return 'line';
  }

  #addRule(depth: number): 'line' {
    this.#path.begin(depth);
    this.#path.addRule();
    return 'line';
  }
}
