/** Numbers by chance that are the same for the same seed. */
export interface Chance {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** True in so many of 1 cases. */
  happens(probability: number): boolean;
  /** One of several. @throws {RangeError} when there is none. */
  pick<T>(all: readonly T[]): T;
}

/**
 * Chance from a seed, of which the lowest 32 bits count: Steele, Lea and Flood's SplitMix with 32 bits, good enough to choose faults.
 *
 * @see https://doi.org/10.1145/2660193.2660195
 */
export function createChance(seed: number): Chance {
  let state = Math.imul(seed, 0x85eb_ca6b) >>> 0;
  const next = (): number => {
    state = (state + 0x9e37_79b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0_aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    happens: (probability) => next() < probability,
    pick(all) {
      const one = all[Math.floor(next() * all.length)];
      if (one === undefined) throw new RangeError('There is nothing to pick from.');
      return one;
    },
  };
}
