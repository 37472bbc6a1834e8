import { textOf, type Message } from '../../conversation/Message.ts';

/** What a turn takes besides its text, and what a line of text takes, in CSS pixels. */
const TURN_PX = 90;
const LINE_PX = 26;
/** How many characters stand in a line. */
const LINE_LENGTH = 84;

/** About how high turns will be that were never laid out, in CSS pixels. What is wrong with it shows in the scrollbar only. */
export function guessHeight(turns: readonly Message[]): number {
  const lines = turns.reduce((sum, turn) => sum + Math.ceil(textOf(turn).length / LINE_LENGTH), 0);
  return turns.length * TURN_PX + lines * LINE_PX;
}
