import { loadavg } from 'node:os';
import { chromium, type Page } from '@playwright/test';
import { buildPageIfStale } from '../../scripts/buildPage.ts';
import { ensureBrowser } from '../../scripts/ensureBrowser.ts';
import { otherTabStops } from './otherTabStops.ts';
import { refreshTimes, type RefreshTime } from './refreshTimes.ts';
import { startChild } from './startChild.ts';
import type { HoldingPlace } from './tellParent.ts';
import { watchPage } from './watchPage.ts';
import { watchRefresh } from './watchRefresh.ts';

/**
 * How long a reader waits, in Chromium against the real server with its log on disk: from Enter to the first token drawn with the built-in
 * model `tiny`, from Stop (also in another tab) to the closed connection of the model, and from a refresh in mid-stream to what came before
 * and to what is new. All of it runs on this machine, so all clocks are one.
 */
const FIRST_TOKEN_RUNS = 20;
const STOP_RUNS = 50;
const OTHER_TAB_STOP_RUNS = 100;
const REFRESHED_REPLIES = 4;
const WARM_UPS = 3;
/** What the project promises. */
const LIMITS_MS = { warm: 300, loaded: 1000, click: 100, request: 20, earlier: 300, live: 500 };

await buildPageIfStale();
// Each in a process of its own: what one is busy with must not delay what another sees.
const models = await startChild('models.ts');
const rivulet = await startChild('rivulet.ts', models.address);
const browser = await chromium.launch({ executablePath: await ensureBrowser() });
try {
  report('Enter to first token drawn, tiny, warm page', await firstTokens(), LIMITS_MS.warm);
  report('Enter to first token drawn, tiny, page just loaded', await firstTokensOfNewPages(), LIMITS_MS.loaded);
  for (const place of ['mid-stream', 'before-first-token'] as const) {
    const stops = await stopTimes(place);
    report(
      `Stop ${place}, click to closed connection`,
      stops.map(({ click }) => click),
      LIMITS_MS.click,
    );
    report(
      `Stop ${place}, request to closed connection`,
      stops.map(({ request }) => request),
      LIMITS_MS.request,
    );
  }
  const [page, children] = [await openPage('openai/held'), { models, rivulet }];
  const elsewhere = await otherTabStops(page, children, { runs: OTHER_TAB_STOP_RUNS, warmUps: WARM_UPS });
  await page.context().close();
  report('Stop in another tab, click to closed connection', elsewhere, LIMITS_MS.click);
  const refreshes = await refreshesOfReplies();
  report(
    'Refresh in mid-stream to what came before drawn',
    refreshes.map(({ earlier }) => earlier),
  );
  report(
    'Refresh in mid-stream, load event to what came before drawn',
    refreshes.map(({ earlierAfterLoad }) => earlierAfterLoad),
    LIMITS_MS.earlier,
  );
  report(
    'Refresh in mid-stream to what is new drawn',
    refreshes.map(({ live }) => live),
    LIMITS_MS.live,
  );
  console.log(`Load of the machine in the last minute: ${loadavg()[0]?.toFixed(1)}`);
} finally {
  await browser.close();
  rivulet.release();
  models.release();
}

function report(name: string, timesMs: readonly number[], limitMs = Number.POSITIVE_INFINITY): void {
  const sorted = timesMs.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN).toFixed(1);
  console.log(
    `${name} (${sorted.length} runs), ms: median ${at(0.5)} | p95 ${at(0.95)}${Number.isFinite(limitMs) ? ` | limit ${limitMs}` : ''}`,
  );
  if (!(Number(at(0.95)) <= limitMs)) process.exitCode = 1;
}

/** Each run is the first question of a new chat. */
async function firstTokens(): Promise<number[]> {
  const page = await openPage('built-in/tiny');
  const times: number[] = [];
  for (let run = -WARM_UPS; run < FIRST_TOKEN_RUNS; run += 1) {
    await page.getByRole('button', { name: 'New chat' }).click();
    const time = await firstToken(page);
    if (run >= 0) times.push(time);
    await page.getByRole('button', { name: 'Stop' }).click();
    await rivulet.next('stop-request');
    await page.locator('article[data-status=stopped]').waitFor();
  }
  await page.context().close();
  return times;
}

/** Each run is a browser without a cache, and asks as soon as there is a box to type in. */
async function firstTokensOfNewPages(): Promise<number[]> {
  const times: number[] = [];
  for (let run = -WARM_UPS; run < FIRST_TOKEN_RUNS; run += 1) {
    const page = await openPage('built-in/tiny');
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

async function stopTimes(place: HoldingPlace): Promise<StopTime[]> {
  const page = await openPage('openai/held');
  const times: StopTime[] = [];
  for (let run = -WARM_UPS; run < STOP_RUNS; run += 1) {
    models.send(place);
    await models.next('served');
    await page.getByRole('button', { name: 'New chat' }).click();
    await page.getByRole('textbox', { name: 'Message' }).fill('Hold');
    await page.keyboard.press('Enter');
    await models.next('held');
    if (place === 'mid-stream') await page.getByText('Some words.').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    const [closed, requested] = await Promise.all([models.next('closed'), rivulet.next('stop-request')]);
    await page.locator('article[data-status=stopped]').waitFor();
    const clickMs = await page.evaluate(() => window.times.stopMs);
    if (run >= 0) times.push({ click: closed.atMs - clickMs, request: closed.atMs - requested.atMs });
  }
  await page.context().close();
  return times;
}

/** The first reply warms up. */
async function refreshesOfReplies(): Promise<RefreshTime[]> {
  const page = await openPage('openai/held');
  const times: RefreshTime[] = [];
  for (let reply = -1; reply < REFRESHED_REPLIES; reply += 1) {
    models.send('clock');
    await models.next('served');
    await page.goto(rivulet.address);
    await page.getByRole('textbox', { name: 'Message' }).fill('What time is it?');
    await page.keyboard.press('Enter');
    const refreshes = await refreshTimes(page);
    if (reply >= 0) times.push(...refreshes);
  }
  await page.context().close();
  return times;
}

async function openPage(modelId: string): Promise<Page> {
  const context = await browser.newContext();
  await context.addInitScript((id) => localStorage.setItem('rivulet.modelId', id), modelId);
  for (const watch of [watchPage, watchRefresh]) await context.addInitScript(watch);
  const page = await context.newPage();
  await page.goto(rivulet.address, { waitUntil: 'commit' });
  return page;
}
