import { createTurnWriter } from './createTurnWriter.ts';
import type { Tokenizer } from './createTokenizer.ts';
import type { TinyMessage } from './TinyModel.ts';

/** A conversation as the model reads it. */
export interface Prompt {
  /** Never empty, and never more than allowed. */
  readonly tokens: readonly number[];
  /** How many messages were left out because they did not fit. */
  readonly droppedTurns: number;
  /** Whether the newest message alone did not fit and lost its beginning. */
  readonly newestCut: boolean;
}

/**
 * Writes a conversation in the model's template and keeps as much of it as fits into `limitTokens`: first the newest
 * message, then the instructions at the head, then as many of the turns between as there is room for, newest first.
 * Where turns were dropped, what is left does not begin with an answer.
 *
 * @see docs/spec.md Y8 and Y9
 */
export function buildPrompt(messages: readonly TinyMessage[], tokenizer: Tokenizer, limitTokens: number): Prompt {
  const writer = createTurnWriter(tokenizer, limitTokens);
  const ending = writer.ending(messages.at(-1));
  const older = messages.slice(0, -1);
  let room = limitTokens - ending.tokens.length;

  const [first] = older;
  let instructions: readonly number[] = [];
  if (first?.role === 'system') {
    const turn = writer.turn(first);
    if (turn.length <= room) instructions = turn;
    room -= instructions.length;
    older.shift();
  }

  const kept = keepNewest(older, writer.turn, room);
  const instructionsDropped = first?.role === 'system' && instructions.length === 0;
  return {
    tokens: [...instructions, ...kept.flat(), ...ending.tokens],
    droppedTurns: older.length - kept.length + (instructionsDropped ? 1 : 0),
    newestCut: ending.cut,
  };
}

/** The turns that fit, oldest first. Those that do not are never written: a long conversation costs no more than a full window. */
function keepNewest(
  messages: readonly TinyMessage[],
  write: (message: TinyMessage) => readonly number[],
  roomTokens: number,
): readonly (readonly number[])[] {
  const kept: (readonly number[])[] = [];
  let room = roomTokens;
  let start = messages.length;
  for (const message of messages.toReversed()) {
    const turn = write(message);
    if (turn.length > room) break;
    room -= turn.length;
    kept.unshift(turn);
    start--;
  }
  if (start === 0) return kept;
  const question = messages.slice(start).findIndex(({ role }) => role !== 'assistant');
  return question < 0 ? [] : kept.slice(question);
}
