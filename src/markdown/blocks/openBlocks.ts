import type { AlertKind, Align, BlockNode, ListItem, Paragraph, TableRow, Task } from '../markdownTree.ts';

/** What all containers keep. */
interface Opened {
  /** Whether the last line was blank in it: a block that begins after it makes a list loose. */
  afterBlank: boolean;
}

/** A block that holds blocks and is not closed yet, with what is closed in it. */
export type OpenContainer =
  | (Opened & { readonly kind: 'document'; readonly children: BlockNode[] })
  | OpenQuote
  | (Opened & { readonly kind: 'footnote'; readonly label: string; readonly children: BlockNode[] })
  | OpenList
  | OpenItem;

export interface OpenQuote extends Opened {
  readonly kind: 'quote';
  /** Set when its first paragraph names it. */
  alert?: AlertKind;
  readonly children: BlockNode[];
}

export interface OpenList extends Opened {
  readonly kind: 'list';
  /** `-`, `+` or `*`, or what stands behind the number: `.` or `)`. Another one begins another list. */
  readonly marker: string;
  readonly start: number | undefined;
  readonly items: ListItem[];
  loose: boolean;
}

export interface OpenItem extends Opened {
  readonly kind: 'item';
  /** How many columns a line must be indented to belong to it. */
  readonly indent: number;
  /** Set when its first paragraph begins with a box. */
  task?: Task;
  readonly children: BlockNode[];
}

/** A block that holds lines and is not closed yet. */
export type OpenLeaf =
  | OpenParagraph
  | OpenFence
  /** Blank lines count only when more code follows. */
  | { readonly kind: 'indented'; readonly text: string; readonly blankLines: string }
  | OpenMath
  | OpenTable;

export interface OpenParagraph {
  readonly kind: 'paragraph';
  readonly content: string;
  /** Kept apart: to look for it in what was put together line by line would cost as much as all of it. */
  readonly lastLine: string;
}

export interface OpenMath {
  readonly kind: 'math';
  readonly closing: string;
  readonly source: string;
  /** What is right above it and goes on if it turns out to be none. */
  readonly paragraph: OpenParagraph | undefined;
}

export interface OpenFence {
  readonly kind: 'fence';
  /** As it was opened: three or more of one character. */
  readonly fence: string;
  readonly indent: number;
  readonly language: string;
  /** Absent before the first line. */
  readonly text?: string;
}

export interface OpenTable {
  readonly kind: 'table';
  /** One a column, where the reply says. */
  readonly aligns: readonly (Align | undefined)[];
  readonly head: TableRow;
  readonly rows: TableRow[];
  /** Rows behind these are guesses. */
  readonly finalRows: number;
  /** How many cells rows were short of. */
  filled: number;
}

/** A copy that can go its own way. */
export function copyContainer(container: OpenContainer): OpenContainer {
  return container.kind === 'list'
    ? { ...container, items: [...container.items] }
    : { ...container, children: [...container.children] };
}

/** A copy of a leaf. Those that only grow are replaced whenever they do, so they need none. */
export function copyLeaf(leaf: OpenLeaf | undefined): OpenLeaf | undefined {
  return leaf?.kind === 'table' ? { ...leaf, rows: [...leaf.rows], finalRows: leaf.rows.length } : leaf;
}

/** The kinds of alerts, by the word that names them. */
const alertKinds: ReadonlyMap<string, AlertKind> = new Map(
  (['note', 'tip', 'important', 'warning', 'caution'] as const).map((kind) => [kind, kind]),
);

/**
 * Takes the mark off the paragraph with which a quote or an item begins, and notes that it is an alert or a task.
 * @returns what is left of the block, if anything.
 */
export function withoutMark(container: Exclude<OpenContainer, OpenList>, block: BlockNode): BlockNode | undefined {
  if (block.kind !== 'paragraph' || container.children.length > 0) return block;
  if (container.kind === 'item' && container.task === undefined) return withoutBox(container, block);
  if (container.kind === 'quote' && container.alert === undefined) return withoutAlert(container, block);
  return block;
}

/** @see https://github.github.com/gfm/#task-list-items-extension- */
function withoutBox(item: OpenItem, block: Paragraph): Paragraph {
  const mark = /^\[([ xX])\][ \t\n]+(?=\S)/.exec(block.content);
  if (mark === null) return block;
  item.task = mark[1] === ' ' ? 'open' : 'done';
  return { ...block, content: block.content.slice(mark[0].length) };
}

function withoutAlert(quote: OpenQuote, block: Paragraph): Paragraph | undefined {
  const mark = /^\[!(\w+)\][ \t]*(?:\n|$)/.exec(block.content);
  const alert = alertKinds.get(mark?.[1]?.toLowerCase() ?? '');
  if (mark === null || alert === undefined) return block;
  quote.alert = alert;
  const content = block.content.slice(mark[0].length);
  return content === '' ? undefined : { ...block, content };
}
