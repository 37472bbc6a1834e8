/** A word with the space before it, a run of punctuation, or white space. */
const TOKEN = /[^\S\n]?[\p{L}\p{M}\p{N}_]+|[^\S\n]?[^\s\p{L}\p{M}\p{N}_]+|\s/gu;

/** Longer words are cut, as tokenizers do. */
const LONGEST = 8;

/**
 * A text in pieces of the size that models send: the space goes with the word after it, long words are cut, and no code
 * point is split. Joined, the pieces are the text.
 *
 * @see docs/spec.md K3
 */
export function cutIntoTokens(text: string): readonly string[] {
  return Array.from(text.matchAll(TOKEN), ([token]) => token).flatMap(cutLong);
}

function cutLong(token: string): readonly string[] {
  const points = Array.from(token);
  if (points.length <= LONGEST) return [token];
  const size = Math.ceil(points.length / Math.ceil(points.length / LONGEST));
  return Array.from({ length: Math.ceil(points.length / size) }, (_, index) =>
    points.slice(index * size, (index + 1) * size).join(''),
  );
}
