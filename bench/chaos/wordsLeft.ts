/** The words that are left to be said when an answer is to be gone on with; all of them when there is none. */
export function wordsLeft(words: readonly string[], answer: string): readonly string[] {
  let length = 0;
  const next = words.findIndex((word) => {
    const isSaid = length < answer.length;
    length += word.length;
    return !isSaid;
  });
  return next === -1 ? [] : words.slice(next);
}
