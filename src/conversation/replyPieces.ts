import type { Part } from '../../protocol/parts.ts';
import { shownParts, type AssistantMessage, type Run } from './Message.ts';
import { isFinal } from './reply.ts';

/** A stretch of an answer that is drawn as one. */
export interface ReplyPiece {
  /** The same for as long as the answer grows. */
  readonly key: string;
  readonly part: Part;
  /** Whether more of it may come. */
  readonly open: boolean;
  readonly run: Run;
}

/** An answer as it is drawn: what was thought, one piece a run, and below it what was said. */
export interface ReplyPieces {
  readonly reasoning: readonly ReplyPiece[];
  readonly body: readonly ReplyPiece[];
}

/**
 * The pieces of an answer. Texts that follow each other are one piece, also over the seam of a Continue, so that a sentence
 * or a code block that was cut there is drawn whole.
 *
 * @see docs/spec.md C7
 */
export function replyPieces(message: AssistantMessage): ReplyPieces {
  const reasoning: ReplyPiece[] = [];
  const body: ReplyPiece[] = [];
  for (const { run, index, part } of shownParts(message)) {
    const { parts, replyId, state } = run.reply;
    const open = !isFinal(state) && index === parts.length - 1;
    addPiece(part.type === 'reasoning' ? reasoning : body, { key: `${replyId}-${index}`, part, open, run });
  }
  return { reasoning, body };
}

function addPiece(pieces: ReplyPiece[], piece: ReplyPiece): void {
  const last = pieces.at(-1);
  const joined = last && joinParts(last, piece);
  if (last && joined) pieces[pieces.length - 1] = { ...last, part: joined, open: piece.open };
  else pieces.push(piece);
}

function joinParts(last: ReplyPiece, next: ReplyPiece): Part | undefined {
  if (last.part.type === 'text' && next.part.type === 'text') {
    return { type: 'text', text: last.part.text + next.part.text };
  }
  if (last.part.type === 'reasoning' && next.part.type === 'reasoning' && last.run === next.run) {
    return { type: 'reasoning', text: `${last.part.text}\n\n${next.part.text}` };
  }
  return undefined;
}
