import { createAttention } from './createAttention.ts';
import type { LayerCache } from './createKeyValueCache.ts';
import type { Rotary } from './createRotary.ts';
import { multiplyMatrixVector } from './multiplyMatrixVector.ts';
import { normalize } from './normalize.ts';
import type { LayerWeights, TransformerShape } from './readWeights.ts';

/** One layer of a transformer. It holds buffers, but nothing that outlives a call. */
export interface Layer {
  /** Puts the key and the value of the token at `position` into the cache: all that later tokens need of it. */
  remember(state: Float32Array, cache: LayerCache, position: number): void;
  /** Does the same and changes `state` into what the next layer takes. */
  transform(state: Float32Array, cache: LayerCache, position: number): void;
}

/** A layer with the given weights, for at most `positions` tokens. */
export function createLayer(weights: LayerWeights, shape: TransformerShape, rotate: Rotary, positions: number): Layer {
  const { width, headCount, feedForwardWidth, normEpsilon } = shape;
  const attend = createAttention(headCount, width, positions);
  const normed = new Float32Array(width);
  const query = new Float32Array(width);
  const key = new Float32Array(width);
  const value = new Float32Array(width);
  const mixed = new Float32Array(width);
  const change = new Float32Array(width);
  const gate = new Float32Array(feedForwardWidth);
  const up = new Float32Array(feedForwardWidth);

  function remember(state: Float32Array, cache: LayerCache, position: number): void {
    normalize(state, weights.attentionNorm, normEpsilon, normed);
    multiplyMatrixVector(weights.key, normed, key);
    multiplyMatrixVector(weights.value, normed, value);
    rotate(key, position);
    cache.keys.set(key, position * width);
    cache.values.set(value, position * width);
  }

  function transform(state: Float32Array, cache: LayerCache, position: number): void {
    remember(state, cache, position);
    multiplyMatrixVector(weights.query, normed, query);
    rotate(query, position);
    attend(query, cache, position + 1, mixed);
    multiplyMatrixVector(weights.attentionOutput, mixed, change);
    add(state, change);

    normalize(state, weights.feedForwardNorm, normEpsilon, normed);
    multiplyMatrixVector(weights.gate, normed, gate);
    multiplyMatrixVector(weights.up, normed, up);
    applySwish(gate, up);
    multiplyMatrixVector(weights.down, gate, change);
    add(state, change);
  }

  return { remember, transform };
}

function add(target: Float32Array, change: Float32Array): void {
  for (let index = 0; index < target.length; index++) target[index] = (target[index] ?? 0) + (change[index] ?? 0);
}

/** The gate of SwiGLU: swish of each number times its partner. @see https://arxiv.org/abs/2002.05202 */
function applySwish(gate: Float32Array, partner: Float32Array): void {
  for (let index = 0; index < gate.length; index++) {
    const value = gate[index] ?? 0;
    gate[index] = (value / (1 + Math.exp(-value))) * (partner[index] ?? 0);
  }
}
