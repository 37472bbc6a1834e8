import { expect, test } from 'vitest';
import { runFast } from '../../bench/chaos/fast/runFast.ts';
import { Ledger } from '../../bench/chaos/Ledger.ts';
import { MOMENTS, WIRE_FAULTS } from '../../bench/chaos/Story.ts';

const RUNS = 500;

test(`[Z1] [Z8] ${RUNS} runs in which everything breaks that may break lose, double and leave open nothing`, async () => {
  const ledger = new Ledger();
  for (let seed = 1; seed <= RUNS; seed += 1) ledger.enter(seed, await runFast(seed));
  expect(ledger.breaks).toEqual([]);
  // A bench whose faults miss proves nothing.
  expect(ledger.rarerThan(50, [...MOMENTS, ...WIRE_FAULTS])).toEqual([]);
}, 240_000);

/** Seeds that broke something once, with what was wrong. */
const FOUND: readonly (readonly [seed: number, what: string])[] = [
  [153, 'a stopped tab on a slow line kept less than the disk'],
  [573, 'the end of a reply was not written by a hidden tab'],
  [713, 'a killed server numbered its end as what it had forgotten, and two tabs chose different ends'],
  [149, 'one tab was stopped and the other interrupted, and both stayed so'],
  [50_387, 'a tab that was shown again did not write what had come while it was hidden'],
  [52_941, 'a tab that was still loading what many tabs need did not hear how the reply ended'],
];

test.each(FOUND)('[Z1] seed %i: %s, and does so no more', async (seed) => {
  const ledger = new Ledger();
  ledger.enter(seed, await runFast(seed));
  expect(ledger.breaks).toEqual([]);
});
