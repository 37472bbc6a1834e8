import type { LayerCache } from './createKeyValueCache.ts';

/** Writes to `output`, for each head, the mean of the values at the first `length` positions, weighted by how well their keys fit the query. */
export type Attention = (query: Float32Array, cache: LayerCache, length: number, output: Float32Array) => void;

/**
 * Scaled dot-product attention for one new position over at most `positions` cached ones, itself included.
 *
 * @see https://arxiv.org/abs/1706.03762
 */
export function createAttention(headCount: number, width: number, positions: number): Attention {
  const headWidth = width / headCount;
  const scale = 1 / Math.sqrt(headWidth);
  const weights = new Float32Array(positions);

  /** Fills `weights` with the softmax of the scores, up to a factor; that factor is returned. */
  function weigh(query: Float32Array, keys: Float32Array, length: number, start: number): number {
    let greatest = Number.NEGATIVE_INFINITY;
    for (let position = 0; position < length; position++) {
      const row = position * width + start;
      let score = 0;
      for (let index = 0; index < headWidth; index++) score += (query[start + index] ?? 0) * (keys[row + index] ?? 0);
      score *= scale;
      weights[position] = score;
      if (score > greatest) greatest = score;
    }
    let sum = 0;
    for (let position = 0; position < length; position++) {
      const weight = Math.exp((weights[position] ?? 0) - greatest);
      weights[position] = weight;
      sum += weight;
    }
    return 1 / sum;
  }

  return (query, { keys, values }, length, output) => {
    output.fill(0);
    for (let start = 0; start < width; start += headWidth) {
      const factor = weigh(query, keys, length, start);
      for (let position = 0; position < length; position++) {
        const weight = (weights[position] ?? 0) * factor;
        const row = position * width + start;
        for (let index = 0; index < headWidth; index++) {
          output[start + index] = (output[start + index] ?? 0) + weight * (values[row + index] ?? 0);
        }
      }
    }
  };
}
