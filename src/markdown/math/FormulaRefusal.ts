/** Why a formula is shown as its source. */
export type FormulaRefusalCode = 'too-long' | 'too-large' | 'too-slow' | 'forbidden' | 'hidden' | 'unknown' | 'wrong';

/** Thrown where a formula cannot be drawn; `detail` says what is wrong, for the codes that need it. */
export class FormulaRefusal extends Error {
  readonly code: FormulaRefusalCode;
  readonly detail: string;

  constructor(code: FormulaRefusalCode, detail = '') {
    super(`${code} ${detail}`.trimEnd());
    this.name = 'FormulaRefusal';
    this.code = code;
    this.detail = detail;
  }
}
