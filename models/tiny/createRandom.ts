/**
 * A source of numbers from 0 up to 1 that gives the same numbers for the same seed: Marsaglia's xorshift with 32 bits,
 * good enough to choose words and for nothing secret.
 *
 * @param seed any number; of its whole part the lowest 32 bits count.
 * @see https://doi.org/10.18637/jss.v008.i14
 */
export function createRandom(seed: number): () => number {
  // Spreads small seeds over all bits; the state must not be zero.
  let state = Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) || 1;

  function next(): number {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  }

  for (let warming = 0; warming < 4; warming++) next();
  return next;
}
