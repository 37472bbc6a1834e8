/**
 * What a reply's Markdown may contain, as plain data: the seam between the parser and the elements. The parser may be replaced by
 * anything that yields these nodes, and nothing that is not in this list can reach the page.
 */
export type BlockNode =
  | Paragraph
  | Heading
  | CodeNode
  | MathBlock
  | { readonly kind: 'quote'; readonly children: readonly BlockNode[] }
  | ListNode
  | TableNode
  | { readonly kind: 'rule' };

export interface Paragraph {
  readonly kind: 'paragraph';
  /** True for the text of a tight list's item, which is drawn without a paragraph of its own. */
  readonly bare: boolean;
  readonly children: readonly InlineNode[];
}

export interface Heading {
  readonly kind: 'heading';
  /** The level as written, 1 to 6: how large it looks. */
  readonly level: number;
  /** The level in the reply's outline, from 1 and without gaps: what it means. */
  readonly depth: number;
  readonly children: readonly InlineNode[];
}

export interface CodeNode {
  readonly kind: 'code';
  /** The first word after the fence, as written; empty if none. */
  readonly language: string;
  /** Without the last line break. */
  readonly text: string;
}

export interface MathBlock {
  readonly kind: 'math';
  /** TeX without its delimiters. */
  readonly source: string;
}

export interface ListNode {
  readonly kind: 'list';
  /** The number of the first item; absent for bullets. */
  readonly start?: number;
  readonly items: readonly ListItem[];
}

export interface ListItem {
  /** Present for a task (`- [ ]`, `- [x]`). */
  readonly task?: 'open' | 'done';
  readonly children: readonly BlockNode[];
}

export type Align = 'start' | 'center' | 'end';
export type TableCell = readonly InlineNode[];

export interface TableNode {
  readonly kind: 'table';
  /** One a column; columns of numbers are `end` unless the reply says otherwise. */
  readonly aligns: readonly Align[];
  readonly head: readonly TableCell[];
  readonly rows: readonly (readonly TableCell[])[];
}

export type InlineNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis' | 'strike'; readonly children: readonly InlineNode[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'math'; readonly source: string }
  | { readonly kind: 'break' }
  | LinkNode
  | ImageNode;

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
