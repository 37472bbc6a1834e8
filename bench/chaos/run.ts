import { parseArgs } from 'node:util';
import { Ledger } from './Ledger.ts';

/**
 * `npm run chaos -- --runs 200 --seed 1`: so many runs from that seed on, each with its own faults, with a real server and a real browser;
 * with `--fast` the same session code without a page. `--only SEED` runs one again and tells all that happened.
 */
const { values } = parseArgs({
  options: {
    fast: { type: 'boolean', default: false },
    runs: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const { runFast } = await import('./fast/runFast.ts');
const ledger = new Ledger();
const first = Number(values.only ?? values.seed);
const runs = values.only === undefined ? Number(values.runs) : 1;
for (let seed = first; seed < first + runs; seed += 1) {
  const report = await runFast(seed);
  ledger.enter(seed, report);
  if (values.only !== undefined) console.log(report.log.join('\n'));
  for (const line of ledger.breaks.filter((found) => found.startsWith(`seed ${seed}:`))) console.log(line);
}
console.log(String(ledger));
process.exitCode = ledger.isClean ? 0 : 1;
