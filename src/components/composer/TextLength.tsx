import { MAX_QUESTION_UNITS } from '../../../protocol/limits.ts';
import { say } from '../../words/say.ts';

/** From which share of what a question may hold on its length is shown. */
const SHOWN_FROM = 0.8;

/** So many characters are about one token, in most languages that are written with letters. */
const CHARACTERS_PER_TOKEN = 4;

/** Says how long a text is that comes near what a question may hold. */
export function TextLength({ text }: { text: string }) {
  if (text.length < SHOWN_FROM * MAX_QUESTION_UNITS) return null;
  const isOver = text.length > MAX_QUESTION_UNITS;
  const tokens = Math.round(text.length / CHARACTERS_PER_TOKEN);
  return (
    <p className={`text-end text-[0.8125rem] tabular-nums ${isOver ? 'text-danger' : 'text-fg-2'}`}>
      {say('{length, number} of {most, number} characters, about {tokens, number} tokens', {
        length: text.length,
        most: MAX_QUESTION_UNITS,
        tokens,
      })}
    </p>
  );
}
