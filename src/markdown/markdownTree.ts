/**
 * What a reply's Markdown may contain, as plain data: the seam between the block parser and the elements. Nothing that is not in
 * this list can reach the page. The text of a block is Markdown as written: it is read where it is drawn.
 */
export type BlockNode = Paragraph | Heading | CodeNode | MathBlock | QuoteNode | ListNode | TableNode | Rule;

/** What is common to all blocks. A block without `open` never changes: it is the same object in every later document. */
interface Block {
  /** Present while more of it may come: nothing in it may be followed or opened yet. */
  readonly open?: true;
}

export interface Paragraph extends Block {
  readonly kind: 'paragraph';
  readonly content: string;
}

export interface Heading extends Block {
  readonly kind: 'heading';
  /** The level as written, 1 to 6: how large it looks. */
  readonly level: number;
  /** The level in the reply's outline, from 1 and without gaps: what it means. */
  readonly depth: number;
  readonly content: string;
}

export interface CodeNode extends Block {
  readonly kind: 'code';
  /** The first word after the fence, as written; empty if none. */
  readonly language: string;
  /** Without the last line break. */
  readonly text: string;
}

export interface MathBlock extends Block {
  readonly kind: 'math';
  /** TeX without its delimiters. */
  readonly source: string;
}

/** @see https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts */
export type AlertKind = 'note' | 'tip' | 'important' | 'warning' | 'caution';

export interface QuoteNode extends Block {
  readonly kind: 'quote';
  /** Present for an alert (`> [!NOTE]`). */
  readonly alert?: AlertKind;
  readonly children: readonly BlockNode[];
}

export interface ListNode extends Block {
  readonly kind: 'list';
  /** The number of the first item; absent for bullets. */
  readonly start?: number;
  /** Whether blank lines stand between its items or in them: then they are drawn with space between. */
  readonly loose: boolean;
  readonly items: readonly ListItem[];
}

export interface ListItem extends Block {
  /** Present for a task (`- [ ]`, `- [x]`). */
  readonly task?: Task;
  readonly children: readonly BlockNode[];
}

export type Task = 'open' | 'done';

export type Align = 'start' | 'center' | 'end';

/** One Markdown text a column. */
export type TableRow = readonly string[];

export interface TableNode extends Block {
  readonly kind: 'table';
  /** One a column; columns of numbers are `end` unless the reply says otherwise. */
  readonly aligns: readonly Align[];
  readonly head: TableRow;
  readonly rows: readonly TableRow[];
  /** How many rows are final, the head not counted; all of them unless the table is open. */
  readonly finalRows: number;
}

export interface Rule extends Block {
  readonly kind: 'rule';
}

/** A footnote's text: `[^label]: …`. */
export interface Footnote extends Block {
  /** Normalised as CommonMark compares labels. */
  readonly label: string;
  readonly children: readonly BlockNode[];
}

/** The addresses that `[label]: address` lines define, by normalised label; the first of a label wins. */
export type Definitions = ReadonlyMap<string, string>;

/** A reply's text as blocks. */
export interface ReplyDocument {
  readonly blocks: readonly BlockNode[];
  /** In the order in which they are written, which is that of their numbers. */
  readonly footnotes: readonly Footnote[];
  /** Those of text that is final. */
  readonly definitions: Definitions;
}

export type InlineNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis' | 'strike'; readonly children: readonly InlineNode[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'math'; readonly source: string }
  | { readonly kind: 'break' }
  | FootnoteMark
  | LinkNode
  | ImageNode;

/** Where a text names a footnote: `[^label]`. */
export interface FootnoteMark {
  readonly kind: 'footnote-mark';
  /** As written. */
  readonly label: string;
  /** That of the footnote; absent while none has come. */
  readonly number?: number;
}

export interface LinkNode {
  readonly kind: 'link';
  /** As written: whether it may be followed is decided by `linkTarget`. */
  readonly address: string;
  readonly children: readonly InlineNode[];
}

export interface ImageNode {
  readonly kind: 'image';
  /** As written; never loaded. */
  readonly address: string;
  readonly alt: string;
}
