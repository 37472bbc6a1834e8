import { createServer } from 'vite';
import type { Verdict } from './conformance/judge.ts';
import type * as Verdicts from './conformance/verdicts.ts';
import { projectDirectory } from './projectDirectory.ts';
import { slimMarkdownIt } from './slimMarkdownIt.ts';
import { slimPackages } from './slimPackages.ts';

/**
 * `npm run conformance`: how many examples of CommonMark 0.31.2 and of GFM's extensions we read as their specification says, beside
 * markdown-it, and where we differ on purpose. Exits with 1 if one fails that is not meant to.
 */
const verdicts = await readAll();
const sections = [...Map.groupBy(verdicts, ({ example }) => example.section)];
console.table(
  Object.fromEntries([...sections.map(([section, all]) => [section, counts(all)]), ['All', counts(verdicts)]]),
);

const differing = verdicts.filter(({ passes, peerPasses, reason }) => !passes && peerPasses && reason !== undefined);
console.log('Read otherwise than markdown-it on purpose:');
for (const [why, all] of Map.groupBy(differing, ({ reason }) => reason)) {
  console.log(`  ${why}: ${all.map(({ example }) => example.id).join(', ')}`);
}

const failed = verdicts.filter(({ passes, reason }) => !passes && reason === undefined);
for (const { example, html } of failed) {
  console.error(`${example.id} fails: ${JSON.stringify(example.markdown)}\n  is     ${html}\n  should ${example.html}`);
}
process.exitCode = failed.length === 0 ? 0 : 1;

/** Through Vite, so that what the page is built without is left out here too. */
async function readAll(): Promise<readonly Verdict[]> {
  const vite = await createServer({
    root: projectDirectory,
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, ws: false, watch: null },
    plugins: [slimMarkdownIt()],
    resolve: { alias: slimPackages },
    ssr: { noExternal: ['markdown-it'] },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    // Its types are those of the file.
    const { verdicts: all } = (await vite.ssrLoadModule('/scripts/conformance/verdicts.ts')) as typeof Verdicts;
    return all;
  } finally {
    await vite.close();
  }
}

function counts(all: readonly Verdict[]): Record<string, number> {
  return {
    Examples: all.length,
    Rivulet: all.filter(({ passes }) => passes).length,
    'markdown-it': all.filter(({ peerPasses }) => peerPasses).length,
    'on purpose otherwise': all.filter(({ reason }) => reason !== undefined).length,
  };
}
