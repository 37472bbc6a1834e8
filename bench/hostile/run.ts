import { readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { build } from 'vite';
import { ensureBrowser } from '../../scripts/ensureBrowser.ts';
import { projectDirectory } from '../../scripts/projectDirectory.ts';
import { slimMarkdownIt } from '../../scripts/slimMarkdownIt.ts';
import { slimPackages } from '../../scripts/slimPackages.ts';
import { benignReply, heavyReplies } from './heavyReplies.ts';
import './PageWindow.ts';

/**
 * What replies cost that are meant to cost much, in Chromium: CPU time of the main thread until the whole text is drawn and painted,
 * beside a benign reply of the same length, and the longest task, while the text arrives in pieces and while it is opened as a whole. Fails when one is over the limits.
 */
const MOST_TIMES_BENIGN = 5;
const LONGEST_TASK_MS = 100;
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
  await measureAll(browser, page, session);
} finally {
  await browser.close();
}

async function measureAll(chrome: Browser, page: Page, session: CDPSession): Promise<void> {
  const only = process.argv[2];
  for (let warmUp = 0; warmUp < 3; warmUp += 1) await wholeMs(page, session, benignReply(50_000));
  const benign = new Map<number, number>();
  let failed = 0;
  console.log(
    `${'reply'.padEnd(34)}${'units'.padStart(8)}${'whole'.padStart(9)}${'ratio'.padStart(7)}${'pieces'.padStart(9)}${'open'.padStart(9)}`,
  );
  for (const { id, text } of [{ id: 'benign', text: benignReply(100_000) }, ...heavyReplies]) {
    if (only !== undefined && !new RegExp(only).test(id)) continue;
    // What a frame costs is not to count: the shortest text that a benign one is compared with is of that length.
    const units = Math.max(10_000, Math.ceil(text.length / 10_000) * 10_000);
    const known = benign.get(units) ?? (await bestOf(() => wholeMs(page, session, benignReply(units))));
    benign.set(units, known);
    const whole = await bestOf(() => wholeMs(page, session, text));
    const ratio = whole / known;
    const pieces = await longestTaskMs(chrome, page, () => drawPieces(page, text));
    const open = await longestTaskMs(chrome, page, () => drawWhole(page, text));
    const isOver = ratio > MOST_TIMES_BENIGN || Math.max(pieces, open) > LONGEST_TASK_MS;
    if (isOver) failed += 1;
    console.log(
      `${id.padEnd(34)}${String(text.length).padStart(8)}${whole.toFixed(0).padStart(6)} ms${ratio.toFixed(1).padStart(7)}${pieces.toFixed(0).padStart(6)} ms${open.toFixed(0).padStart(6)} ms${isOver ? '  over' : ''}`,
    );
  }
  console.log(
    `${failed} of ${heavyReplies.length} over ${MOST_TIMES_BENIGN} times benign or ${LONGEST_TASK_MS} ms at a time.`,
  );
  console.log(`Load of the machine in the last minute: ${loadavg()[0]?.toFixed(1)}`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** The whole text at once, as after a reload. */
async function wholeMs(page: Page, session: CDPSession, text: string): Promise<number> {
  const before = await cpuMs(session);
  await drawWhole(page, text);
  const after = await cpuMs(session);
  await page.evaluate(() => {
    window.clear();
  });
  return after - before;
}

async function drawWhole(page: Page, text: string): Promise<void> {
  await page.evaluate(async (whole) => {
    window.draw(whole, false);
    do await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    while (!window.isDrawn());
  }, text);
}

/** The longest task of the main thread while a text arrives in pieces, or as a whole, by the CPU time of each task. */
async function longestTaskMs(chrome: Browser, page: Page, arrive: () => Promise<void>): Promise<number> {
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
  await chrome.startTracing(page, { categories: ['toplevel', '__metadata'] });
  await arrive();
  const longest = longestTask(await chrome.stopTracing());
  await page.evaluate(() => {
    window.clear();
  });
  return longest;
}

async function drawPieces(page: Page, text: string): Promise<void> {
  for (let piece = 1; piece <= PIECES + 1; piece += 1) {
    const part = text.slice(0, Math.ceil((text.length * piece) / PIECES));
    await page.evaluate(
      async ([shown, open]) => {
        window.draw(shown, open);
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      },
      [part, piece <= PIECES] as const,
    );
  }
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** CPU time, in microseconds. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

function longestTask(trace: Buffer): number {
  // What Chromium writes: https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const mains = new Set(threads.map(({ pid, tid }) => `${pid} ${tid}`));
  const tasks = traceEvents.filter(({ name, pid, tid }) => name.endsWith('RunTask') && mains.has(`${pid} ${tid}`));
  return tasks.reduce((most, { tdur = 0 }) => Math.max(most, tdur / 1000), 0);
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
