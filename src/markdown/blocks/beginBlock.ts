import type { LineCursor } from './LineCursor.ts';
import { fenceIn, headingIn, isRule, mathClosingFor, takeItemMark, underlineLevel } from './lineMarks.ts';
import type { OpenLeaf, OpenParagraph } from './openBlocks.ts';
import type { OpenPath } from './OpenPath.ts';
import { cellsOf, delimiterRow } from './tableRows.ts';
import { normalLabel } from './takeDefinitions.ts';

/** Containers beyond this depth are drawn as text, marks and all; a list counts twice. */
const DEEPEST = 90;

/** A table with more is text: a hundred kilobytes of bars would be as many cells. */
const MOST_COLUMNS = 200;

/** Where in a line a block may begin. */
export interface Place {
  readonly path: OpenPath;
  /** Behind the marks of the containers that the line is in. */
  readonly cursor: LineCursor;
  /** How many they are. */
  readonly depth: number;
  /** False for lines that turned out not to be math. */
  readonly mayBeMath: boolean;
}

/** What is left to do with a line in which a block began: to read on behind a container's mark, or nothing. */
export type Begun = 'container' | 'line';

/** Begins the block that a line says it is. @returns `undefined` when the line is text, blank, or goes on with what is open. */
export function beginBlock(place: Place): Begun | undefined {
  if (place.cursor.isBlank) return undefined;
  if (place.cursor.indent >= 4) return beginIndented(place);
  for (const begin of beginnings) {
    const begun = begin(place);
    if (begun !== undefined) return begun;
  }
  return undefined;
}

/** In the order in which they win. */
const beginnings: readonly ((place: Place) => Begun | undefined)[] = [
  beginQuote,
  beginHeading,
  beginFence,
  beginMath,
  underline,
  beginRule,
  beginTable,
  beginFootnote,
  beginItem,
];

function beginIndented({ path, cursor, depth }: Place): Begun | undefined {
  if (path.leaf?.kind === 'paragraph') return undefined;
  cursor.skipColumns(4);
  return beginLeaf(path, depth, { kind: 'indented', text: cursor.rest, blankLines: '' });
}

function beginQuote({ path, cursor, depth }: Place): Begun | undefined {
  if (!cursor.text.startsWith('>') || depth >= DEEPEST) return undefined;
  cursor.skipMarks(1);
  cursor.skipColumns(1);
  path.begin(depth);
  path.containers.push({ kind: 'quote', children: [], afterBlank: false });
  return 'container';
}

function beginHeading({ path, cursor, depth }: Place): Begun | undefined {
  const heading = headingIn(cursor.text);
  if (heading === undefined) return undefined;
  path.begin(depth);
  path.addHeading(heading.level, heading.content);
  return 'line';
}

function beginFence({ path, cursor, depth }: Place): Begun | undefined {
  const fence = fenceIn(cursor.text);
  return fence === undefined ? undefined : beginLeaf(path, depth, { kind: 'fence', indent: cursor.indent, ...fence });
}

function beginMath(place: Place): Begun | undefined {
  const { path, cursor, depth } = place;
  const closing = place.mayBeMath ? mathClosingFor(cursor.text) : undefined;
  if (closing === undefined) return undefined;
  const end = cursor.text.indexOf(closing, 2);
  if (end !== -1 && cursor.text.slice(end + 2).trim() !== '') return undefined;
  const paragraph = paragraphAt(place);
  if (paragraph !== undefined) path.leaf = undefined;
  beginLeaf(path, depth, { kind: 'math', closing, source: cursor.text, paragraph });
  if (end !== -1) path.closeLeaf();
  return 'line';
}

/** Makes the paragraph above a heading. */
function underline(place: Place): Begun | undefined {
  const { path, cursor } = place;
  const paragraph = paragraphAt(place);
  const level = underlineLevel(cursor.text);
  if (paragraph === undefined || level === undefined) return undefined;
  const rest = path.withoutDefinitions(paragraph.content).trim();
  path.leaf = undefined;
  if (rest === '') return undefined;
  path.addHeading(level, rest);
  return 'line';
}

function beginRule({ path, cursor, depth }: Place): Begun | undefined {
  if (!isRule(cursor.text)) return undefined;
  path.begin(depth);
  path.addRule();
  return 'line';
}

/** Makes the last line of the paragraph above the head of a table. */
function beginTable(place: Place): Begun | undefined {
  const { path, cursor, depth } = place;
  const paragraph = paragraphAt(place);
  const aligns = delimiterRow(cursor.text.trimEnd());
  if (paragraph === undefined || aligns === undefined) return undefined;
  const { content, lastLine } = paragraph;
  const head = cellsOf(lastLine);
  if (!lastLine.includes('|') || head.length !== aligns.length || head.length > MOST_COLUMNS) return undefined;
  const above = content.slice(0, Math.max(content.length - lastLine.length - 1, 0));
  // It is closed at once.
  path.leaf = above === '' ? undefined : { kind: 'paragraph', content: above, lastLine: '' };
  return beginLeaf(path, depth, { kind: 'table', aligns, head, rows: [], finalRows: 0, filled: 0 });
}

function beginFootnote({ path, cursor, depth }: Place): Begun | undefined {
  // A list stays open as long as another item may come.
  const isInDocument = depth === 1 || (depth === 2 && path.containers[1]?.kind === 'list');
  const found = isInDocument ? /^\[\^([^\s[\]^]{1,999})\]:/.exec(cursor.text) : null;
  if (found === null) return undefined;
  const [mark, label = ''] = found;
  cursor.skipMarks(mark.length);
  cursor.skipBlanks();
  path.begin(1);
  path.containers.push({ kind: 'footnote', label: normalLabel(label), children: [], afterBlank: false });
  return 'container';
}

function beginItem(place: Place): Begun | undefined {
  const { path, cursor, depth } = place;
  const mark = depth < DEEPEST - 1 ? takeItemMark(cursor, paragraphAt(place) !== undefined) : undefined;
  if (mark === undefined) return undefined;
  const { marker, start, indent } = mark;
  const list = path.containers[depth - 1];
  if (list?.kind === 'list' && list.marker === marker) {
    path.closeTo(depth);
    if (list.afterBlank && list.items.length > 0) list.loose = true;
  } else {
    path.begin(depth);
    path.containers.push({ kind: 'list', marker, start, loose: false, items: [], afterBlank: false });
  }
  path.containers.push({ kind: 'item', indent, children: [], afterBlank: false });
  return 'container';
}

function beginLeaf(path: OpenPath, depth: number, leaf: OpenLeaf): Begun {
  path.begin(depth);
  path.leaf = leaf;
  return 'line';
}

/** The paragraph to which the line would belong if it began nothing; a lazy line does not count. */
function paragraphAt({ path, depth }: Place): OpenParagraph | undefined {
  return path.leaf?.kind === 'paragraph' && depth === path.containers.length ? path.leaf : undefined;
}
