/** The keys and values of one layer, position after position. */
export interface LayerCache {
  readonly keys: Float32Array;
  readonly values: Float32Array;
}

/** What a transformer remembers of the tokens that it has read, so that each is computed once. Belongs to one reply. */
export interface KeyValueCache {
  readonly layers: readonly LayerCache[];
  /** How many tokens it can hold. */
  readonly capacity: number;
  /** How many tokens it holds: the position of the next one. */
  length: number;
}

/** An empty cache for `capacity` tokens. */
export function createKeyValueCache(layerCount: number, width: number, capacity: number): KeyValueCache {
  const layer = () => ({ keys: new Float32Array(capacity * width), values: new Float32Array(capacity * width) });
  return { layers: Array.from({ length: layerCount }, layer), capacity, length: 0 };
}
