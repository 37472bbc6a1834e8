import type { AlertKind, Align, InlineNode, Task } from '../markdownTree.ts';

/** What of a page is copied, as plain data: the seam between what is read from the page and what is written from it. */
export type CopiedBlock =
  | CopiedText
  | CopiedList
  | CopiedTable
  | CopiedQuote
  | { readonly kind: 'footnotes'; readonly notes: readonly CopiedNote[] }
  | { readonly kind: 'rule' };

/** A block that holds no others. */
export type CopiedText =
  | { readonly kind: 'paragraph'; readonly content: readonly InlineNode[] }
  | { readonly kind: 'heading'; readonly level: number; readonly content: readonly InlineNode[] }
  /** `language` as written behind the fence; empty if unknown. */
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'math'; readonly source: string }
  /** A question: its text is copied as it was written. */
  | { readonly kind: 'verbatim'; readonly text: string };

export interface CopiedQuote {
  readonly kind: 'quote';
  /** Present for an alert. */
  readonly alert?: AlertKind;
  readonly children: readonly CopiedBlock[];
}

export interface CopiedList {
  readonly kind: 'list';
  /** The number of the first item; absent for bullets. */
  readonly start?: number;
  readonly loose: boolean;
  readonly items: readonly { readonly task?: Task; readonly children: readonly CopiedBlock[] }[];
}

export interface CopiedTable {
  readonly kind: 'table';
  readonly aligns: readonly Align[];
  readonly head: CopiedRow;
  readonly rows: readonly CopiedRow[];
}

/** The content of each column. */
export type CopiedRow = readonly (readonly InlineNode[])[];

export interface CopiedNote {
  readonly label: string;
  readonly children: readonly CopiedBlock[];
}
