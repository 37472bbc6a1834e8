import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSampler } from '../../../models/tiny/createSampler.ts';

const scoresOf = (...values: number[]) => Float32Array.from(values);
const anySeed = fc.integer();

/** What a fresh sampler chooses from the same scores, again and again. */
function choices(count: number, options: { temperature: number; seed: number }, scores: readonly number[]): number[] {
  const choose = createSampler(options);
  return Array.from({ length: count }, () => choose(Float32Array.from(scores)));
}

test('[Y7] temperature 0 takes the likeliest token, however often it was taken before', () => {
  fc.assert(
    fc.property(fc.array(fc.float({ noNaN: true }), { minLength: 1, maxLength: 50 }), anySeed, (values, seed) => {
      const best = values.indexOf(Math.max(...values));
      expect(choices(5, { temperature: 0, seed }, values)).toEqual([best, best, best, best, best]);
    }),
  );
});

test('[Y7] the same seed makes the same choices', () => {
  const scores = Array.from({ length: 100 }, (_, index) => Math.sin(index));
  fc.assert(
    fc.property(anySeed, (seed) => {
      expect(choices(50, { temperature: 1, seed }, scores)).toEqual(choices(50, { temperature: 1, seed }, scores));
    }),
  );
});

test('[Y7] different seeds make different choices', () => {
  const scores = Array.from({ length: 30 }, () => 0);
  const all = Array.from({ length: 20 }, (_, seed) => choices(10, { temperature: 1, seed }, scores).join(' '));
  expect(new Set(all).size).toBe(20);
});

test('[Y7] only the 40 likeliest tokens are drawn', () => {
  const scores = Array.from({ length: 1024 }, (_, token) => (token * 7) % 1024);
  const likeliest = scores.map((score, token) => ({ score, token })).toSorted((a, b) => b.score - a.score);
  const allowed = new Set(likeliest.slice(0, 40).map(({ token }) => token));
  fc.assert(
    fc.property(anySeed, (seed) => {
      // So hot that all tokens would be about equally likely.
      expect(allowed).toContain(choices(1, { temperature: 10_000, seed }, scores)[0]);
    }),
  );
});

test('tokens are drawn about as often as their scores say', () => {
  const draws = Array.from({ length: 4000 }, (_, seed) =>
    createSampler({ temperature: 0.5, seed })(scoresOf(0, Math.log(3) / 2, -100)),
  );
  const share = draws.filter((token) => token === 1).length / draws.length;
  expect(share).toBeGreaterThan(0.72);
  expect(share).toBeLessThan(0.78);
  expect(draws).not.toContain(2);
});

test('a token that was just chosen becomes less likely, whatever the sign of its score', () => {
  for (const base of [10, -10]) {
    const choose = createSampler({ temperature: 0.01, seed: 1 });
    expect(choose(scoresOf(base, base - 0.5))).toBe(0);
    expect(choose(scoresOf(base, base - 0.5))).toBe(1);
    const scores = scoresOf(base, base, base + 1);
    choose(scores);
    expect(scores[0]).toBeLessThan(base);
    expect(scores[2]).toBe(base + 1);
  }
});

test('a token is no longer held back 64 tokens later', () => {
  const choose = createSampler({ temperature: 0.01, seed: 1 });
  const only = (token: number) => Float32Array.from({ length: 100 }, (_, at) => (at === token ? 50 : 1));
  for (let token = 0; token <= 64; token++) expect(choose(only(token))).toBe(token);
  const scores = only(99);
  choose(scores);
  expect(scores[0]).toBe(1);
  expect(scores[1]).toBeLessThan(1);
});
