/** How the demo was asked to speak. */
export interface Wish {
  /** Tokens a second. */
  readonly perSecond: number;
  /** The length of the answer in tokens; all of the text once when absent. */
  readonly length?: number;
}

const DEFAULT_PER_SECOND = 60;
const FASTEST_PER_SECOND = 10_000;
const LONGEST_TOKENS = 100_000;

/** Only the beginning of a question is searched: a long one is no wish for a pace. */
const SEARCHED_UNITS = 2_000;

/** Digits, in groups of three or not, perhaps with decimals and a "k". */
const NUMBER = String.raw`(\d{1,3}(?:[,._ '’]\d{3}){1,2}(?!\d)|\d{1,9}(?:\.\d{1,3})?)\s{0,3}(k\b)?\s{0,3}`;
const UNIT = String.raw`(?:tokens?|toks?|words?)`;
const PER_SECOND = new RegExp(
  String.raw`(?<![\d.,])${NUMBER}(?:(?:${UNIT}|t)\s{0,3}(?:\/\s{0,3}|per\s+|a\s+|each\s+)|\/\s{0,3}|per\s+|a\s+)s(?:ec(?:ond)?s?)?\b|(?<![\d.,])${NUMBER}(?:tps|t\/s)\b`,
  'iu',
);
const LENGTH = new RegExp(String.raw`(?<![\d.,])${NUMBER}${UNIT}\b|\b${UNIT}\s{0,3}[:=]\s{0,3}${NUMBER}`, 'iu');

/**
 * The pace and the length that a question asks for, in many spellings: "500 tokens/s, 2000 tokens", "2,000 tokens at 500 tps",
 * "1.5k words, 20 tokens per second". 60 tokens a second and the whole text unless it asks; at most 10,000 a second and 100,000
 * tokens.
 *
 * @see docs/spec.md B4
 */
export function parsePace(question: string): Wish {
  const searched = question.slice(0, SEARCHED_UNITS);
  const pace = PER_SECOND.exec(searched);
  const length = readNumber(LENGTH.exec(pace ? searched.replace(pace[0], ' ') : searched));
  return {
    perSecond: clamp(readNumber(pace) ?? DEFAULT_PER_SECOND, FASTEST_PER_SECOND),
    ...(length === undefined ? {} : { length: Math.round(clamp(length, LONGEST_TOKENS)) }),
  };
}

/** The number in a match of one of the patterns, which both hold it in one of two pairs of groups. */
function readNumber(match: RegExpExecArray | null): number | undefined {
  const digits = match?.[1] ?? match?.[3];
  if (digits === undefined) return undefined;
  const isGrouped = /^\d{1,3}(?:[,._ '’]\d{3})+$/u.test(digits);
  const value = Number(isGrouped ? digits.replaceAll(/\D/g, '') : digits);
  return (match?.[2] ?? match?.[4]) === undefined ? value : value * 1000;
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(1, value));
}
