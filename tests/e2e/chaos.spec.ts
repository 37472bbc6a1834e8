import { expect, test } from '@playwright/test';
import { createBrowserRunner } from '../../bench/chaos/browser/createBrowserRunner.ts';
import { Ledger } from '../../bench/chaos/Ledger.ts';

const RUNS = 20;

test(`[Z5] ${RUNS} runs with a real server and a real browser lose, double and leave open nothing`, async () => {
  test.setTimeout(900_000);
  const runner = await createBrowserRunner();
  const ledger = new Ledger();
  try {
    for (let seed = 1; seed <= RUNS; seed += 1) ledger.enter(seed, await runner.run(seed));
  } finally {
    await runner.close();
  }
  expect(ledger.breaks).toEqual([]);
});
