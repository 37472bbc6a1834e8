import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTokenizer } from '../../../models/tiny/createTokenizer.ts';
import { createTransformer } from '../../../models/tiny/createTransformer.ts';
import { readGguf } from '../../../models/tiny/readGguf.ts';
import { readWeights } from '../../../models/tiny/readWeights.ts';
import { modelBytes } from './modelBytes.ts';
import { referenceScores } from './referenceScores.ts';

const gguf = readGguf(modelBytes());
const weights = readWeights(gguf);
const tokenizer = createTokenizer(gguf);
const transformer = createTransformer(weights, 64);

/** Everything anew: a fresh cache, and only the last token asked for its prediction. */
function predictAnew(tokens: readonly number[]): number[] {
  const cache = transformer.createCache();
  for (const token of tokens.slice(0, -1)) transformer.read(token, cache);
  return [...transformer.predict(tokens.at(-1) ?? 0, cache)];
}

test('[Y5] with a cache the scores are those that a reference computes from scratch', () => {
  const tokens = tokenizer.encode('What is a stream? A stream is a ');
  const cache = transformer.createCache();
  for (const [index, token] of tokens.entries()) {
    const scores = [...transformer.predict(token, cache)];
    const reference = referenceScores(weights, tokens.slice(0, index + 1));
    const distance = Math.max(...scores.map((score, at) => Math.abs(score - (reference[at] ?? Number.NaN))));
    expect(distance).toBeLessThan(1e-4);
  }
});

const someTokens = fc.array(fc.nat(1023), { minLength: 1, maxLength: 24 });

test('[Y5] the scores do not depend on what the cache was filled for', () => {
  fc.assert(
    fc.property(someTokens, (tokens) => {
      const cache = transformer.createCache();
      const scores = tokens.map((token) => [...transformer.predict(token, cache)]);
      expect(predictAnew(tokens)).toEqual(scores.at(-1));
    }),
    { numRuns: 30 },
  );
});

test('[Y5] replies that take turns do not disturb each other', () => {
  fc.assert(
    fc.property(someTokens, someTokens, (one, other) => {
      const caches = [transformer.createCache(), transformer.createCache()] as const;
      let last: number[] = [];
      for (let index = 0; index < Math.max(one.length, other.length); index++) {
        const mine = one[index];
        const theirs = other[index];
        if (mine !== undefined) last = [...transformer.predict(mine, caches[0])];
        if (theirs !== undefined) transformer.predict(theirs, caches[1]);
      }
      expect(last).toEqual(predictAnew(one));
    }),
    { numRuns: 20 },
  );
});

test('counts every token it reads', () => {
  const own = createTransformer(weights, 4);
  const cache = own.createCache();
  own.read(1, cache);
  own.predict(2, cache);
  own.read(3, own.createCache());
  expect(own.computedTokens).toBe(3);
  expect(cache.length).toBe(2);
});

test('a cache that is full takes no more', () => {
  const own = createTransformer(weights, 1);
  const cache = own.createCache();
  own.read(1, cache);
  expect(() => own.read(1, cache)).toThrow(RangeError);
});
