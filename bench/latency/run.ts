import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { createGate, hold, reply, type Gate, type Script } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { startModelServer } from '../../models/server.ts';
import { buildPageIfStale, pageDirectory } from '../../scripts/buildPage.ts';
import { ensureBrowser } from '../../scripts/ensureBrowser.ts';
import { readEnvironment } from '../../server/config/readEnvironment.ts';
import { startRivulet } from '../../server/startRivulet.ts';
import { watchPage } from './watchPage.ts';

/**
 * How long a reader waits, in Chromium against the real server: from Enter to the first token drawn with the built-in model `tiny`, and from
 * Stop to the closed connection of the model. Page, server and model run on this machine, so all clocks are one.
 */
const FIRST_TOKEN_RUNS = 20;
const STOP_RUNS = 50;
const WARM_UPS = 3;
/** What the project promises: the last number of each line. */
const LIMITS_MS = { warm: 300, loaded: 1000, click: 100, request: 20 };

await buildPageIfStale();
const models = await startModelServer({ models: {} });
const directory = await mkdtemp(join(tmpdir(), 'rivulet-bench-'));
const variables = { OPENAI_BASE_URL: models.baseUrl, OPENAI_MODEL: 'held', PORT: '0', RIVULET_DISCOVERY: 'off' };
const rivulet = await startRivulet(readEnvironment(variables, directory), pageDirectory);
const address = `http://127.0.0.1:${rivulet.port}`;
const browser = await chromium.launch({ executablePath: await ensureBrowser() });

let stopRequestMs = Number.NaN;
subscribe('http.server.request.start', (message) => {
  // The channel's own contract: https://nodejs.org/api/diagnostics_channel.html#event-httpserverrequeststart
  const { request } = message as { readonly request: IncomingMessage };
  if (request.url?.endsWith('/stop')) stopRequestMs = epochMs();
});

try {
  report('Enter to first token drawn, tiny, warm page', await firstTokens(browser), LIMITS_MS.warm);
  report('Enter to first token drawn, tiny, page just loaded', await firstTokensOfNewPages(browser), LIMITS_MS.loaded);
  for (const [when, run] of [
    ['in mid-stream', stopInMidStream],
    ['before the first token', stopBeforeFirstToken],
  ] as const) {
    const stops = await stopTimes(browser, run);
    report(
      `Stop ${when}: click to closed connection`,
      stops.map(({ click }) => click),
      LIMITS_MS.click,
    );
    report(
      `Stop ${when}: request to closed connection`,
      stops.map(({ request }) => request),
      LIMITS_MS.request,
    );
  }
} finally {
  await browser.close();
  await rivulet.close();
  await models.close();
  await rm(directory, { recursive: true });
}

function report(name: string, timesMs: readonly number[], limitMs: number): void {
  const sorted = timesMs.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN).toFixed(1);
  console.log(`${name} (${sorted.length} runs), ms: median ${at(0.5)} | p95 ${at(0.95)} | limit ${limitMs}`);
  if (Number(at(0.95)) > limitMs) process.exitCode = 1;
}

/** Each run is the first question of a new chat. */
async function firstTokens(chromiumBrowser: Browser): Promise<number[]> {
  const page = await openPage(chromiumBrowser, 'built-in/tiny');
  const times: number[] = [];
  for (let run = -WARM_UPS; run < FIRST_TOKEN_RUNS; run += 1) {
    await page.getByRole('button', { name: 'New chat' }).click();
    const time = await firstToken(page);
    if (run >= 0) times.push(time);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.locator('article[data-status=stopped]').waitFor();
  }
  await page.context().close();
  return times;
}

/** Each run is a browser without a cache, and asks as soon as there is a box to type in. */
async function firstTokensOfNewPages(chromiumBrowser: Browser): Promise<number[]> {
  const times: number[] = [];
  for (let run = -WARM_UPS; run < FIRST_TOKEN_RUNS; run += 1) {
    const page = await openPage(chromiumBrowser, 'built-in/tiny');
    const time = await firstToken(page);
    if (run >= 0) times.push(time);
    await page.context().close();
  }
  return times;
}

async function firstToken(page: Page): Promise<number> {
  await page.getByRole('textbox', { name: 'Message' }).fill('What is a stream?');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => window.times.drawnMs !== undefined);
  return page.evaluate(() => (window.times.drawnMs ?? Number.NaN) - window.times.enterMs);
}

interface StopTime {
  readonly click: number;
  readonly request: number;
}

async function stopTimes(
  chromiumBrowser: Browser,
  run: (page: Page, gate: Gate) => Promise<void>,
): Promise<StopTime[]> {
  const page = await openPage(chromiumBrowser, 'openai/held');
  const times: StopTime[] = [];
  for (let count = -WARM_UPS; count < STOP_RUNS; count += 1) {
    await page.getByRole('button', { name: 'New chat' }).click();
    await run(page, createGate());
    await page.getByRole('button', { name: 'Stop' }).click();
    const request = models.requests.at(-1);
    await request?.closed;
    const closedMs = request?.closedAtMs ?? Number.NaN;
    await page.locator('article[data-status=stopped]').waitFor();
    const clickMs = await page.evaluate(() => window.times.stopMs);
    if (count >= 0) times.push({ click: closedMs - clickMs, request: closedMs - stopRequestMs });
  }
  await page.context().close();
  return times;
}

async function stopInMidStream(page: Page, gate: Gate): Promise<void> {
  await askHeld(page, gate, reply('Some words.', hold(gate)));
  await page.getByText('Some words.').waitFor();
}

async function stopBeforeFirstToken(page: Page, gate: Gate): Promise<void> {
  await askHeld(page, gate, reply(hold(gate)));
}

async function askHeld(page: Page, gate: Gate, script: Script): Promise<void> {
  models.serve('held', scriptModel(script));
  await page.getByRole('textbox', { name: 'Message' }).fill('Hold');
  await page.keyboard.press('Enter');
  await gate.reached;
}

async function openPage(chromiumBrowser: Browser, modelId: string): Promise<Page> {
  const context = await chromiumBrowser.newContext();
  const page = await context.newPage();
  await page.addInitScript((id) => localStorage.setItem('rivulet.modelId', id), modelId);
  await page.addInitScript(watchPage);
  await page.goto(address, { waitUntil: 'commit' });
  return page;
}

/** The time of day that never goes back and has parts of a millisecond, as the model server's records have it. */
function epochMs(): number {
  return performance.timeOrigin + performance.now();
}
