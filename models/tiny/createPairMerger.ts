import { GgufError } from './GgufError.ts';

/** Merges the tokens of one word in place, the pair that was learnt first before all others, until no pair is left. */
export type PairMerger = (tokens: number[]) => void;

/**
 * The merging step of byte-pair encoding.
 *
 * @param merges pairs of token texts with a space between, the first learnt first.
 * @throws {GgufError} `wrong-model` when a pair or its result is not in the vocabulary.
 */
export function createPairMerger(merges: readonly string[], idOf: ReadonlyMap<string, number>): PairMerger {
  const ranks = new Map<number, number>();
  const mergedIds = merges.map((merge, rank) => {
    const [left = '', right = ''] = merge.split(' ');
    const ids = [left, right, left + right].map((text) => idOf.get(text));
    const [leftId, rightId, mergedId] = ids;
    if (leftId === undefined || rightId === undefined || mergedId === undefined) {
      throw new GgufError('wrong-model', `The model file merges "${merge}", which is not in its vocabulary.`);
    }
    ranks.set(pairKey(leftId, rightId), rank);
    return mergedId;
  });

  function rankAt(tokens: readonly number[], index: number): number {
    const left = tokens[index];
    const right = tokens[index + 1];
    if (left === undefined || right === undefined) return Number.POSITIVE_INFINITY;
    return ranks.get(pairKey(left, right)) ?? Number.POSITIVE_INFINITY;
  }

  return (tokens) => {
    // Kept beside the tokens, so that a merge looks up two pairs and not all of them: words come from outside and may be long.
    const pairRanks = tokens.map((_, index) => rankAt(tokens, index));
    while (true) {
      const first = indexOfLeast(pairRanks);
      const mergedId = mergedIds[pairRanks[first] ?? -1];
      if (mergedId === undefined) return;
      tokens.splice(first, 2, mergedId);
      pairRanks.splice(first, 1);
      pairRanks[first] = rankAt(tokens, first);
      if (first > 0) pairRanks[first - 1] = rankAt(tokens, first - 1);
    }
  };
}

function pairKey(left: number, right: number): number {
  return left * 2 ** 26 + right;
}

function indexOfLeast(values: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  let index = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? Number.POSITIVE_INFINITY;
    if (value < least) {
      least = value;
      index = at;
    }
  }
  return index;
}
