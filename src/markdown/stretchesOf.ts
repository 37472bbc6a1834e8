import type { InlineRun } from './createInlineReader.ts';

/** How many runs stand in a block itself: more than all but the longest have. */
const FIRST_STRETCH = 6;

/** How many share each later stretch: few enough that the one that grows is laid out quickly. */
const LATER_STRETCH = 3;

/**
 * Cuts the runs of a long text into the stretch that stands in its block itself and the later ones, which are boxes of their own.
 * @see docs/spec.md M58
 */
export function stretchesOf(runs: readonly InlineRun[]): readonly (readonly InlineRun[])[] {
  const stretches = [runs.slice(0, FIRST_STRETCH)];
  for (let from = FIRST_STRETCH; from < runs.length; from += LATER_STRETCH) {
    stretches.push(runs.slice(from, from + LATER_STRETCH));
  }
  return stretches;
}
