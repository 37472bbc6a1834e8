import { parseArgs } from 'node:util';
import { buildPageIfStale } from '../../scripts/buildPage.ts';
import { createBrowserRunner } from './browser/createBrowserRunner.ts';
import { runFast } from './fast/runFast.ts';
import { Ledger, type RunReport } from './Ledger.ts';
import { MOMENTS, WIRE_FAULTS } from './Story.ts';

/**
 * `npm run chaos -- --runs 200 --seed 1`: so many runs from that seed on, each with its own faults, with a real server and a real browser;
 * with `--fast` the same session code without a page. `--only SEED` runs one again and tells all that happened. Fails when a promise broke.
 */
const { values } = parseArgs({
  options: {
    fast: { type: 'boolean', default: false },
    runs: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
/** How often each fault is to hit in mid-stream. */
const LEAST_PER_THOUSAND = 50;

/** After so many runs it is told how many are done. */
const TOLD_EVERY = values.fast ? 1000 : 50;

const first = wholeNumber(values.only ?? values.seed);
const runs = values.only === undefined ? wholeNumber(values.runs) : 1;
const ledger = new Ledger();

// What was started ends with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.setMaxListeners(0);

if (values.fast) await runAll(runFast);
else {
  await buildPageIfStale();
  const runner = await createBrowserRunner();
  try {
    await runAll((seed) => runner.run(seed));
  } finally {
    await runner.close();
  }
}
console.log(String(ledger));
const rare = ledger.rarerThan(LEAST_PER_THOUSAND, [...MOMENTS, ...WIRE_FAULTS]);
// Of a few runs it says nothing.
if (runs >= 200 && rare.length > 0) {
  console.log(`Hit in mid-stream less than ${LEAST_PER_THOUSAND} times in 1,000 runs: ${rare.join(', ')}`);
}
// Left to end by itself, Node sometimes waits for ever, busily, for a pipe of a browser that was killed.
process.exit(ledger.isClean ? 0 : 1);

async function runAll(run: (seed: number) => Promise<RunReport>): Promise<void> {
  for (let seed = first; seed < first + runs; seed += 1) {
    const report = await run(seed);
    ledger.enter(seed, report);
    const broken = ledger.breaks.filter((line) => line.startsWith(`seed ${seed}:`));
    const isTold = values.only !== undefined || broken.length > 0;
    if (isTold) console.log([`seed ${seed}`, ...report.log, ...broken].join('\n'));
    const done = seed - first + 1;
    if (done % TOLD_EVERY === 0 && done < runs) console.log(`${done} of ${runs} runs, ${ledger.breaks.length} breaks`);
  }
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${text} is not a whole number.`);
  return Number(text);
}
