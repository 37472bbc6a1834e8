import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { buildPageIfStale, pageDirectory } from '../../scripts/buildPage.ts';
import { ensureBrowser } from '../../scripts/ensureBrowser.ts';
import { runCommand } from '../../scripts/runCommand.ts';
import { readEnvironment } from '../../server/config/readEnvironment.ts';
import { startRivulet } from '../../server/startRivulet.ts';
import { installPackages } from '../installPackages.ts';

/** What Lighthouse gives the built page on its simulated phone. Fails when a category is under what is promised, and names the audits that cost points. */
const PROMISED = { accessibility: 100, 'best-practices': 100, performance: 95 };

const reportSchema = v.object({
  lighthouseVersion: v.string(),
  categories: v.record(
    v.string(),
    v.object({
      score: v.nullable(v.number()),
      auditRefs: v.array(v.object({ id: v.string(), weight: v.number() })),
    }),
  ),
  audits: v.record(
    v.string(),
    v.object({ title: v.string(), score: v.nullable(v.number()), displayValue: v.optional(v.string()) }),
  ),
});

await installPackages(import.meta.dirname, 'Lighthouse: about 180 MB');
await buildPageIfStale();
const directory = await mkdtemp(join(tmpdir(), 'rivulet-lighthouse-'));
const rivulet = await startRivulet(readEnvironment({ PORT: '0', RIVULET_DISCOVERY: 'off' }, directory), pageDirectory);
try {
  const path = join(directory, 'report.json');
  const { code, output } = await runCommand(
    process.execPath,
    [
      join(import.meta.dirname, 'node_modules/lighthouse/cli/index.js'),
      `http://127.0.0.1:${rivulet.port}/`,
      '--quiet',
      '--no-enable-error-reporting',
      `--only-categories=${Object.keys(PROMISED).join()}`,
      '--output=json',
      `--output-path=${path}`,
      // A container has no user namespaces for the sandbox.
      '--chrome-flags=--headless=new --no-sandbox',
    ],
    { timeoutMs: 5 * 60_000, env: { CHROME_PATH: await ensureBrowser() } },
  );
  if (code !== 0) throw new Error(`Lighthouse failed.\n${output}`);
  const { lighthouseVersion, categories, audits } = v.parse(reportSchema, JSON.parse(await readFile(path, 'utf8')));
  for (const [name, promised] of Object.entries(PROMISED)) {
    const { score, auditRefs = [] } = categories[name] ?? {};
    const points = Math.round((score ?? 0) * 100);
    if (points < promised) process.exitCode = 1;
    console.log(`${name}: ${points} (promised: ${promised})`);
    const costly = auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => audits[id]);
    for (const audit of costly.filter((each) => (each?.score ?? 1) < 1)) {
      console.log(`  ${audit?.title}: ${audit?.displayValue ?? ''} (${audit?.score})`);
    }
  }
  console.log(`Lighthouse ${lighthouseVersion}. Load of the machine in the last minute: ${loadavg()[0]?.toFixed(1)}`);
} finally {
  await rivulet.close();
  await rm(directory, { recursive: true, maxRetries: 3 });
}
