import { createRandom } from './createRandom.ts';
import { createTopDraw } from './createTopDraw.ts';
import { createRepetitionPenalty } from './createRepetitionPenalty.ts';

/** Chooses the next token from the scores of all of them. Changes the scores. */
export type Sampler = (scores: Float32Array) => number;

/** How a sampler chooses. */
export interface SamplerOptions {
  /** 0 always takes the likeliest token, repeated or not; the higher, the wilder. */
  readonly temperature: number;
  /** The same seed makes the same choices from the same scores. */
  readonly seed: number;
}

/**
 * A sampler for one reply: a mild penalty on repetition, then a draw among the 40 likeliest tokens.
 *
 * @see docs/spec.md Y7
 */
export function createSampler({ temperature, seed }: SamplerOptions): Sampler {
  if (temperature <= 0) return indexOfGreatest;
  const repetition = createRepetitionPenalty();
  const draw = createTopDraw(temperature, createRandom(seed));
  return (scores) => {
    repetition.apply(scores);
    const token = draw(scores);
    repetition.note(token);
    return token;
  };
}

function indexOfGreatest(scores: Float32Array): number {
  let greatest = Number.NEGATIVE_INFINITY;
  let index = 0;
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at] ?? greatest;
    if (score > greatest) {
      greatest = score;
      index = at;
    }
  }
  return index;
}
