/** Marks that are written over and under Latin, Greek, Cyrillic, Hebrew and Arabic letters. */
const MARKS = /[\u0300-\u036F\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u064B-\u065F\u0670]/g;

const OUTSIDE_ASCII = /\P{ASCII}/u;

/** Letters that Unicode does not take apart although readers do. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
};

const OWN_LETTERS = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');

/**
 * A text as it is compared in a search: without case, width (full and half), marks over letters and ligatures. What is the same to a
 * reader is the same here, in every script.
 *
 * @see docs/spec.md Q1
 */
export function foldText(text: string): string {
  if (!OUTSIDE_ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(MARKS, '')
    .normalize('NFC')
    .replaceAll(OWN_LETTERS, (letter) => LETTERS[letter] ?? letter);
}

/** A folded text that knows where each of its units comes from. */
export interface FoldedText {
  readonly folded: string;
  /** For each unit of `folded`, and for its end, where it begins in the text, in UTF-16 units. */
  readonly origins: readonly number[] | undefined;
}

/**
 * The same, with the way back. Folds grapheme by grapheme, so that no mark parts from its letter.
 *
 * @see docs/spec.md Q1
 */
export function foldWithOrigins(text: string): FoldedText {
  // Unit for unit the same: nothing has to be kept.
  if (!OUTSIDE_ASCII.test(text)) return { folded: text.toLowerCase(), origins: undefined };
  let folded = '';
  const origins: number[] = [];
  for (const { segment, index } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    const piece = foldText(segment);
    for (let unit = 0; unit < piece.length; unit += 1) origins.push(index);
    folded += piece;
  }
  origins.push(text.length);
  return { folded, origins };
}
