import type { WholeChats } from './ChatRows.ts';

/** Some of the rows that are handed over. */
export interface Piece {
  readonly rows: WholeChats;
  readonly isLast: boolean;
}

/** So many rows of each kind are handed over at a time. */
const ROWS_AT_ONCE = 200;

/** Rows in pieces, of which there is at least one; what is no list goes with the first. */
export function* piecesOf({ conversations, messages, attachments, ...others }: WholeChats): Generator<Piece> {
  const length = Math.max(conversations.length, messages.length, attachments.length);
  for (let at = 0; at === 0 || at < length; at += ROWS_AT_ONCE) {
    const end = at + ROWS_AT_ONCE;
    const rows = {
      conversations: conversations.slice(at, end),
      messages: messages.slice(at, end),
      attachments: attachments.slice(at, end),
    };
    yield { rows: at === 0 ? { ...rows, ...others } : rows, isLast: end >= length };
  }
}

/** The rows that were taken to pieces. */
export function joinPieces(pieces: readonly WholeChats[]): WholeChats {
  return {
    ...pieces[0],
    conversations: pieces.flatMap(({ conversations }) => conversations),
    messages: pieces.flatMap(({ messages }) => messages),
    attachments: pieces.flatMap(({ attachments }) => attachments),
  };
}
