import { createKeyValueCache, type KeyValueCache } from './createKeyValueCache.ts';
import { createLayer } from './createLayer.ts';
import { createRotary } from './createRotary.ts';
import { multiplyMatrixVector } from './multiplyMatrixVector.ts';
import { normalize } from './normalize.ts';
import type { TransformerWeights } from './readWeights.ts';

/** A transformer that reads one token at a time. It serves many replies in turn: what differs is in their caches. */
export interface Transformer {
  /** How many tokens it has read since it was made, those of all replies together. */
  readonly computedTokens: number;
  /** An empty cache for one reply. */
  createCache(): KeyValueCache;
  /** Reads a token whose prediction nobody asks for: two thirds of the work of `predict`. */
  read(token: number, cache: KeyValueCache): void;
  /**
   * Reads a token and scores every token as the next one: the higher, the likelier.
   *
   * @returns one array for all calls: the next call writes over it, and the caller may change it.
   */
  predict(token: number, cache: KeyValueCache): Float32Array;
}

/**
 * A transformer with the given weights. All buffers are made here, none for each token.
 *
 * @param positions how many tokens one reply may span, its prompt included.
 * @see docs/spec.md Y5 and Y6
 */
export function createTransformer(weights: TransformerWeights, positions: number): Transformer {
  const { embedding, outputNorm, shape } = weights;
  const { width, headCount, vocabularySize, normEpsilon, rotaryBase } = shape;
  const rotate = createRotary(width / headCount, rotaryBase, positions);
  const layers = weights.layers.map((layer) => createLayer(layer, shape, rotate, positions));
  const state = new Float32Array(width);
  const normed = new Float32Array(width);
  const scores = new Float32Array(vocabularySize);
  let computedTokens = 0;

  /** The last layer's output matters only for a prediction; its key and value matter always. */
  function pass(token: number, cache: KeyValueCache, lastStep: 'remember' | 'transform'): void {
    for (let index = 0; index < width; index++) state[index] = embedding[token * width + index] ?? 0;
    for (const [index, layer] of layers.entries()) {
      const layerCache = cache.layers[index];
      if (layerCache === undefined) throw new RangeError('The cache belongs to a model with fewer layers.');
      const step = index === layers.length - 1 ? lastStep : 'transform';
      layer[step](state, layerCache, cache.length);
    }
    cache.length++;
    computedTokens++;
  }

  return {
    get computedTokens() {
      return computedTokens;
    },
    createCache: () => createKeyValueCache(layers.length, width, positions),
    read: (token, cache) => pass(token, cache, 'remember'),
    predict(token, cache) {
      pass(token, cache, 'transform');
      normalize(state, outputNorm, normEpsilon, normed);
      multiplyMatrixVector(embedding, normed, scores);
      return scores;
    },
  };
}
