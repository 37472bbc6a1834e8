import { readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { chromium, type CDPSession, type Page } from '@playwright/test';
import { build } from 'vite';
import { ensureBrowser } from '../../scripts/ensureBrowser.ts';
import { projectDirectory } from '../../scripts/projectDirectory.ts';
import { slimMarkdownIt } from '../../scripts/slimMarkdownIt.ts';
import { slimPackages } from '../../scripts/slimPackages.ts';
import { benignReply, heavyReplies } from './heavyReplies.ts';
import './PageWindow.ts';

/**
 * What replies cost that are meant to cost much, in Chromium: CPU time of the main thread until the whole text is drawn and painted,
 * beside a benign reply of the same length, and the longest stretch in which nothing else could happen, while the text arrives in
 * pieces. Fails when one is over the limits.
 */
const MOST_TIMES_BENIGN = 5;
const LONGEST_BLOCK_MS = 100;
/** In how many pieces a text arrives. */
const PIECES = 60;
const RUNS = 3;
const ORIGIN = 'http://bench.localhost';

const directory = join(projectDirectory, '.cache/bench/hostile');
await build({
  root: join(import.meta.dirname, 'page'),
  configFile: false,
  logLevel: 'error',
  plugins: [slimMarkdownIt()],
  resolve: { alias: slimPackages },
  build: { outDir: directory, emptyOutDir: true },
});
const browser = await chromium.launch({ executablePath: await ensureBrowser() });
try {
  const page = await browser.newPage();
  await page.route(`${ORIGIN}/**`, async (route) => {
    const path = join(directory, new URL(route.request().url()).pathname.replace(/\/$/, '/index.html'));
    const types: Record<string, string> = { js: 'text/javascript', css: 'text/css', html: 'text/html' };
    await route.fulfill({
      body: await readFile(path),
      contentType: types[path.split('.').at(-1) ?? ''] ?? 'text/plain',
    });
  });
  await page.goto(`${ORIGIN}/`);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await measureAll(page, session);
} finally {
  await browser.close();
}

async function measureAll(page: Page, session: CDPSession): Promise<void> {
  const only = process.argv[2];
  for (let warmUp = 0; warmUp < 3; warmUp += 1) await wholeMs(page, session, benignReply(50_000));
  const benign = new Map<number, number>();
  let failed = 0;
  console.log(
    `${'reply'.padEnd(34)}${'units'.padStart(8)}${'whole'.padStart(9)}${'ratio'.padStart(7)}${'block'.padStart(9)}`,
  );
  for (const { id, text } of heavyReplies) {
    if (only !== undefined && !id.includes(only)) continue;
    // What a frame costs is not to count: the shortest text that a benign one is compared with is of that length.
    const units = Math.max(10_000, Math.ceil(text.length / 10_000) * 10_000);
    const known = benign.get(units) ?? (await bestOf(() => wholeMs(page, session, benignReply(units))));
    benign.set(units, known);
    const whole = await bestOf(() => wholeMs(page, session, text));
    const ratio = whole / known;
    const block = await longestBlockMs(page, session, text);
    const isOver = ratio > MOST_TIMES_BENIGN || block > LONGEST_BLOCK_MS;
    if (isOver) failed += 1;
    console.log(
      `${id.padEnd(34)}${String(text.length).padStart(8)}${whole.toFixed(0).padStart(6)} ms${ratio.toFixed(1).padStart(7)}${block.toFixed(0).padStart(6)} ms${isOver ? '  over' : ''}`,
    );
  }
  console.log(
    `${failed} of ${heavyReplies.length} over ${MOST_TIMES_BENIGN} times benign or ${LONGEST_BLOCK_MS} ms at a time.`,
  );
  console.log(`Load of the machine in the last minute: ${loadavg()[0]?.toFixed(1)}`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** The whole text at once, as after a reload. */
async function wholeMs(page: Page, session: CDPSession, text: string): Promise<number> {
  const before = await cpuMs(session);
  await page.evaluate(async (whole) => {
    window.draw(whole, false);
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  }, text);
  const after = await cpuMs(session);
  await page.evaluate(() => {
    window.clear();
  });
  return after - before;
}

/** The piece that cost most, by the CPU time of the main thread until it is painted. */
async function longestBlockMs(page: Page, session: CDPSession, text: string): Promise<number> {
  let longest = 0;
  for (let piece = 1; piece <= PIECES + 1; piece += 1) {
    const part = text.slice(0, Math.ceil((text.length * piece) / PIECES));
    const before = await cpuMs(session);
    await page.evaluate(
      async ([shown, open]) => {
        window.draw(shown, open);
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      },
      [part, piece <= PIECES] as const,
    );
    longest = Math.max(longest, (await cpuMs(session)) - before);
  }
  await page.evaluate(() => {
    window.clear();
  });
  return longest;
}

async function cpuMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}

async function bestOf(measure: () => Promise<number>): Promise<number> {
  const all: number[] = [];
  for (let run = 0; run < RUNS; run += 1) all.push(await measure());
  return Math.min(...all);
}
