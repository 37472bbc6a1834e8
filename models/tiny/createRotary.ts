/** Turns each pair of neighbours in `vector`, head by head, by angles that grow with the position. Works in place. */
export type Rotary = (vector: Float32Array, position: number) => void;

/**
 * Rotary positions for vectors that are made of heads of `headWidth` numbers, for positions below `positions`.
 *
 * @see https://arxiv.org/abs/2104.09864
 */
export function createRotary(headWidth: number, base: number, positions: number): Rotary {
  const pairs = headWidth / 2;
  const cosines = new Float32Array(positions * pairs);
  const sines = new Float32Array(positions * pairs);
  for (let index = 0; index < cosines.length; index++) {
    const angle = Math.floor(index / pairs) * base ** ((-2 * (index % pairs)) / headWidth);
    cosines[index] = Math.cos(angle);
    sines[index] = Math.sin(angle);
  }

  return (vector, position) => {
    const row = position * pairs;
    for (let pair = 0; pair < vector.length / 2; pair++) {
      const cosine = cosines[row + (pair % pairs)] ?? 0;
      const sine = sines[row + (pair % pairs)] ?? 0;
      const even = vector[2 * pair] ?? 0;
      const odd = vector[2 * pair + 1] ?? 0;
      vector[2 * pair] = even * cosine - odd * sine;
      vector[2 * pair + 1] = even * sine + odd * cosine;
    }
  };
}
