import type { AlertKind, Align, BlockNode, ListItem, TableRow } from '../markdownTree.ts';

/** What all containers keep. */
interface Opened {
  /** Whether the last line was blank in it: a block that begins after it makes a list loose. */
  afterBlank: boolean;
}

/** A block that holds blocks and is not closed yet, with what is closed in it. */
export type OpenContainer =
  | (Opened & { readonly kind: 'document' | 'quote'; readonly children: BlockNode[] })
  | (Opened & { readonly kind: 'footnote'; readonly label: string; readonly children: BlockNode[] })
  | OpenList
  | OpenItem;

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
  readonly children: BlockNode[];
}

/** A block that holds lines and is not closed yet. */
export type OpenLeaf =
  | { readonly kind: 'paragraph'; readonly content: string }
  | OpenFence
  /** Blank lines count only when more code follows. */
  | { readonly kind: 'indented'; readonly text: string; readonly blankLines: string }
  | { readonly kind: 'math'; readonly closing: string; readonly source: string }
  | OpenTable;

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

/** A quote, or an alert when its first line says so. */
export function quoteOf(children: readonly BlockNode[]): { alert?: AlertKind; children: readonly BlockNode[] } {
  const [first, ...others] = children;
  if (first?.kind !== 'paragraph') return { children };
  const mark = /^\[!(\w+)\][ \t]*(?:\n|$)/.exec(first.content);
  const alert = alertKinds.get(mark?.[1]?.toLowerCase() ?? '');
  if (mark === null || alert === undefined) return { children };
  const content = first.content.slice(mark[0].length);
  return { alert, children: content === '' ? others : [{ ...first, content }, ...others] };
}

/** @see https://github.github.com/gfm/#task-list-items-extension- */
export function itemOf(children: readonly BlockNode[]): Pick<ListItem, 'task' | 'children'> {
  const [first, ...others] = children;
  const mark = first?.kind === 'paragraph' ? /^\[([ xX])\][ \t\n]+(?=\S)/.exec(first.content) : null;
  if (first?.kind !== 'paragraph' || mark === null) return { children };
  const content = first.content.slice(mark[0].length);
  return { task: mark[1] === ' ' ? 'open' : 'done', children: [{ ...first, content }, ...others] };
}
