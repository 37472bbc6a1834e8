/**
 * Writes the RMS norm of `vector` to `output`: divided by its root mean square, times `gain`.
 *
 * @see https://arxiv.org/abs/1910.07467
 */
export function normalize(vector: Float32Array, gain: Float32Array, epsilon: number, output: Float32Array): void {
  let squares = 0;
  for (let index = 0; index < vector.length; index++) squares += (vector[index] ?? 0) ** 2;
  const factor = 1 / Math.sqrt(squares / vector.length + epsilon);
  for (let index = 0; index < vector.length; index++) {
    output[index] = (vector[index] ?? 0) * factor * (gain[index] ?? 0);
  }
}
