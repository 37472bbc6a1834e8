import type { FormulaRefusalCode } from './FormulaRefusal.ts';

/** Why a formula is shown as its source, for its reader. */
export function refusalSentence(code: FormulaRefusalCode, detail: string): string {
  switch (code) {
    case 'wrong':
      return detail === '' ? 'Not drawn: this is no formula.' : `Not drawn: ${detail}`;
    case 'forbidden':
      return `Not drawn: ${detail} is not allowed here.`;
    case 'hidden':
      return 'Not drawn: it would hold characters that cannot be seen.';
    case 'too-long':
    case 'too-large':
      return 'Not drawn: this formula is too large.';
    case 'too-slow':
      return 'Not drawn: this formula takes too long.';
    case 'unknown':
      return 'Not drawn: this formula holds something that cannot be shown here.';
  }
}
