import { say } from '../../words/say.ts';
import type { FormulaRefusalCode } from './FormulaRefusal.ts';

/** Why a formula is shown as its source, for its reader. */
export function refusalSentence(code: FormulaRefusalCode, detail: string): string {
  switch (code) {
    case 'wrong':
      return detail === '' ? say('Not drawn: this is no formula.') : say('Not drawn: {detail}', { detail });
    case 'forbidden':
      return say('Not drawn: {detail} is not allowed here.', { detail });
    case 'hidden':
      return say('Not drawn: it would hold characters that cannot be seen.');
    case 'too-long':
    case 'too-large':
      return say('Not drawn: this formula is too large.');
    case 'too-slow':
      return say('Not drawn: this formula takes too long.');
    case 'unknown':
      return say('Not drawn: this formula holds something that cannot be shown here.');
  }
}
