import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { chromium, type Page } from '@playwright/test';
import { buildPageIfStale, pageDirectory } from '../../scripts/buildPage.ts';
import { ensureBrowser } from '../../scripts/ensureBrowser.ts';
import { readEnvironment } from '../../server/config/readEnvironment.ts';
import { startRivulet } from '../../server/startRivulet.ts';

/**
 * What the import of a large export of ChatGPT costs, in Chromium with a real IndexedDB: how long it takes, the longest task and the largest
 * heap of the page meanwhile, how long a second tab takes that is opened while it is stored, and whether one that is cancelled while it is
 * read and while it is stored leaves nothing. Then the same of our own archive of that library: saved, imported into an empty browser, and saved
 * again. Fails when a cancelled import leaves something, when the second tab does not get the disk, or when the two archives differ.
 */
const MEGABYTES = Number(process.env['BENCH_MEGABYTES'] ?? 200);
const MESSAGES_EACH = 20;
const WORDS = 'A sentence of an answer that says what there is to say, and a bit more than that. '.repeat(12);

await buildPageIfStale();
const directory = await mkdtemp(join(tmpdir(), 'rivulet-import-'));
const rivulet = await startRivulet(readEnvironment({ PORT: '0', RIVULET_DISCOVERY: 'off' }, directory), pageDirectory);
const browser = await chromium.launch({ executablePath: await ensureBrowser() });
try {
  const file = join(directory, 'conversations.json');
  const chats = await writeExport(file, MEGABYTES * 1_000_000);
  const page = await openData();
  for (const step of ['Reading…', 'Storing…']) {
    const left = await cancelled(page, file, step);
    console.log(`Cancelled at "${step}": ${left} chats and messages are left.`);
    if (left > 0) process.exitCode = 1;
  }
  const { seconds, longestMs, heapBytes, tabMs } = await imported(page, file, chats);
  console.log(
    `${MEGABYTES} MB with ${chats} chats of ${MESSAGES_EACH} messages were imported in ${seconds.toFixed(0)} s; the longest task of the page took ${longestMs.toFixed(0)} ms, its heap was at most ${(heapBytes / 1e6).toFixed(0)} MB, a tab that was opened while it was stored stood after ${tabMs.toFixed(0)} ms.`,
  );
  const first = join(directory, 'first.zip');
  console.log(`Our archive of that library was saved in ${inWords(await saved(page, first))}`);
  await page.context().close();
  const again = await openData();
  const brought = await importedAlone(again, first, chats);
  console.log(`It was imported into an empty browser in ${inWords(brought)}`);
  const second = join(directory, 'second.zip');
  console.log(`Saved again it took ${inWords(await saved(again, second))}`);
  const isSame = (await digestOf(first)) === (await digestOf(second));
  console.log(isSame ? 'Both archives have the same bytes.' : 'The two archives are NOT the same bytes.');
  if (!isSame) process.exitCode = 1;
  console.log(`Load of the machine in the last minute: ${loadavg()[0]?.toFixed(1)}`);
} finally {
  await browser.close();
  await rivulet.close();
  await rm(directory, { recursive: true, maxRetries: 3 });
}

/** A page of a browser that has nothing yet, with Your data open. */
async function openData(): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: `http://127.0.0.1:${rivulet.port}` })).newPage();
  await page.goto('/');
  await page.getByRole('button', { name: 'Your data', exact: true }).click();
  return page;
}

/** Writes an export of about that many bytes, and gives the number of its chats. */
async function writeExport(path: string, bytes: number): Promise<number> {
  await using file = await open(path, 'w');
  let written = 0;
  let count = 0;
  while (written < bytes) {
    const text = `${count === 0 ? '[' : ','}${JSON.stringify(chat(count))}\n`;
    await file.write(text);
    written += text.length;
    count += 1;
  }
  await file.write(']');
  return count;
}

function chat(number: number): object {
  const idOf = (at: number): string => `message-${number}-${at}`;
  const nodes = Array.from({ length: MESSAGES_EACH }, (_, at) => ({
    id: idOf(at),
    parent: at === 0 ? null : idOf(at - 1),
    children: at === MESSAGES_EACH - 1 ? [] : [idOf(at + 1)],
    message: {
      author: { role: at % 2 === 0 ? 'user' : 'assistant' },
      create_time: 1_700_000_000 + at,
      content: { content_type: 'text', parts: [`${at}: ${WORDS}`] },
    },
  }));
  return {
    title: `Chat ${number}`,
    create_time: 1_700_000_000 + number,
    update_time: 1_700_000_100 + number,
    conversation_id: `chat-${number}`,
    current_node: idOf(MESSAGES_EACH - 1),
    mapping: Object.fromEntries(nodes.map((node) => [node.id, node])),
  };
}

/** Cancels an import at a step. @returns how many chats and messages are there then. */
async function cancelled(page: Page, file: string, step: string): Promise<number> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('File to import').setInputFiles(file);
  await dialog.getByText(step).waitFor({ timeout: 300_000 });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.getByText('Cancelled.').waitFor({ timeout: 300_000 });
  return page.evaluate(async () => {
    const opening = indexedDB.open('rivulet');
    await new Promise((resolve) => opening.addEventListener('success', resolve));
    const counting = opening.result.transaction(['conversations', 'messages']);
    const counts = ['conversations', 'messages'].map((name) => counting.objectStore(name).count());
    await new Promise((resolve) => counting.addEventListener('complete', resolve));
    opening.result.close();
    return counts.reduce((sum, { result }) => sum + result, 0);
  });
}

/** What something cost the page. */
interface Cost {
  readonly seconds: number;
  readonly longestMs: number;
  readonly heapBytes: number;
}

function inWords({ seconds, longestMs, heapBytes }: Cost): string {
  return `${seconds.toFixed(0)} s; the longest task of the page took ${longestMs.toFixed(0)} ms, its heap was at most ${(heapBytes / 1e6).toFixed(0)} MB.`;
}

/** Opens a tab beside the page. @returns how long it takes until it can be typed into and knows what is on the disk, in milliseconds. */
async function openBeside(page: Page): Promise<number> {
  const tab = await page.context().newPage();
  const beganAtMs = performance.now();
  await tab.goto('/');
  await tab.getByRole('textbox', { name: 'Message' }).fill('A draft');
  await tab.getByText('No chats yet').waitFor({ timeout: 60_000 });
  const tabMs = performance.now() - beganAtMs;
  await tab.waitForTimeout(500);
  const drafts = await tab.evaluate(async () => {
    const opening = indexedDB.open('rivulet');
    await new Promise((resolve) => opening.addEventListener('success', resolve));
    const reading = opening.result.transaction('drafts').objectStore('drafts').count();
    await new Promise((resolve) => reading.addEventListener('success', resolve));
    opening.result.close();
    return reading.result;
  });
  if (drafts !== 1) throw new Error('The tab that was opened while an import was stored keeps nothing.');
  await tab.close();
  return tabMs;
}

/** Does something in a page and measures what it costs. */
async function measured(page: Page, work: () => Promise<void>): Promise<Cost> {
  await page.evaluate(() => {
    const root = document.documentElement;
    root.dataset['longest'] = '0';
    new PerformanceObserver((list) => {
      const longest = Math.max(Number(root.dataset['longest']), ...list.getEntries().map(({ duration }) => duration));
      root.dataset['longest'] = String(longest);
    }).observe({ type: 'longtask' });
  });
  const metrics = await page.context().newCDPSession(page);
  await metrics.send('Performance.enable');
  let heapBytes = 0;
  const sampling = setInterval(() => {
    metrics.send('Performance.getMetrics').then(
      ({ metrics: values }) => {
        const used = values.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
        heapBytes = Math.max(heapBytes, used);
      },
      () => undefined, // The page is gone.
    );
  }, 250);
  const beganAtMs = performance.now();
  try {
    await work();
  } finally {
    clearInterval(sampling);
  }
  const seconds = (performance.now() - beganAtMs) / 1000;
  return { seconds, longestMs: Number(await page.locator('html').getAttribute('data-longest')), heapBytes };
}

async function imported(page: Page, file: string, chats: number): Promise<Cost & { readonly tabMs: number }> {
  const dialog = page.getByRole('dialog');
  let tabMs = 0;
  const cost = await measured(page, async () => {
    await dialog.getByLabel('File to import').setInputFiles(file);
    await dialog.getByText('Storing…').waitFor({ timeout: 300_000 });
    tabMs = await openBeside(page);
    await dialog.getByText(saidOf(chats)).waitFor({ timeout: 900_000 });
  });
  return { ...cost, tabMs };
}

function importedAlone(page: Page, file: string, chats: number): Promise<Cost> {
  const dialog = page.getByRole('dialog');
  return measured(page, async () => {
    await dialog.getByLabel('File to import').setInputFiles(file);
    await dialog.getByText(saidOf(chats)).waitFor({ timeout: 900_000 });
  });
}

function saidOf(chats: number): string {
  return `${chats.toLocaleString('en-US')} chats imported.`;
}

/** Saves everything as an archive. Fails when the page says that it could not. */
function saved(page: Page, path: string): Promise<Cost> {
  const dialog = page.getByRole('dialog');
  return measured(page, async () => {
    const downloading = page.waitForEvent('download', { timeout: 900_000 });
    await dialog.getByRole('button', { name: 'Save everything' }).click();
    const failing = dialog.getByText('It could not be saved.').waitFor({ timeout: 900_000 });
    const download = await Promise.race([downloading, failing]);
    if (!download) throw new Error('The library could not be saved.');
    await download.saveAs(path);
  });
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
