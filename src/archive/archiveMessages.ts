import type { ArchiveErrorCode } from './ArchiveError.ts';
import type { WholeChats } from './ChatRows.ts';

/** What the page asks of the worker that reads and writes archives, one thing at a time. */
export type ArchiveRequest =
  | { readonly kind: 'read'; readonly file: Blob }
  | { readonly kind: 'write'; readonly rows: WholeChats };

/** What the worker is sent. Rows come in pieces, none of which takes the page long to hand over: each waits until the one before was taken. */
export type ArchiveOrder =
  | Extract<ArchiveRequest, { kind: 'read' }>
  | { readonly kind: 'write'; readonly rows: WholeChats; readonly isLast: boolean };

/** What the worker sends: its answers, and that it has taken a piece. */
export type ArchiveReport = ArchiveAnswer | { readonly kind: 'taken' };

/** What the worker answers: the share of the file that it has read or written, and in the end what became of it. Rows come in pieces, none of which takes the page long to take over. */
export type ArchiveAnswer =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'rows'; readonly rows: WholeChats; readonly isLast: boolean }
  | { readonly kind: 'archive'; readonly archive: Blob }
  | { readonly kind: 'failed'; readonly code: ArchiveErrorCode };
