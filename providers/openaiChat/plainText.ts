/** The longest remark that we take over from a model server, in UTF-16 units. */
const MAX_REMARK_UNITS = 500;

/** How much of a body is looked at, in UTF-16 units. */
const MAX_READ_UNITS = 4_000;

/** Invisible characters that turn the direction of the text around them. */
const DIRECTION_MARKS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** Words from outside as one line without control characters, at most `maxUnits` UTF-16 units long (500 by default). */
export function plainText(words: string, maxUnits = MAX_REMARK_UNITS): string {
  const line = wholeWords(words)
    .replaceAll(DIRECTION_MARKS, '')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return line.length <= maxUnits ? line : `${line.slice(0, maxUnits - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** As much as is looked at. A word that would be cut is left out: half of a key is no longer seen to be one. */
function wholeWords(words: string): string {
  return words.length <= MAX_READ_UNITS ? words : words.slice(0, MAX_READ_UNITS).replace(/\S+$/, '');
}
