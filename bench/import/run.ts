import { mkdtemp, open, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { buildPageIfStale, pageDirectory } from '../../scripts/buildPage.ts';
import { ensureBrowser } from '../../scripts/ensureBrowser.ts';
import { readEnvironment } from '../../server/config/readEnvironment.ts';
import { startRivulet } from '../../server/startRivulet.ts';

/**
 * What the import of a large export of ChatGPT costs, in Chromium with a real IndexedDB: how long it takes, the longest task of the page
 * meanwhile, and whether one that is cancelled while it is read and while it is stored leaves nothing. Fails when it leaves something.
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
  const page = await browser.newPage({ baseURL: `http://127.0.0.1:${rivulet.port}` });
  await page.goto('/');
  await page.getByRole('button', { name: 'Your data', exact: true }).click();
  for (const step of ['Reading…', 'Storing…']) {
    const left = await cancelled(page, file, step);
    console.log(`Cancelled at "${step}": ${left} chats are left.`);
    if (left > 0) process.exitCode = 1;
  }
  const { seconds, longestMs } = await imported(page, file, chats);
  console.log(
    `${MEGABYTES} MB with ${chats} chats of ${MESSAGES_EACH} messages were imported in ${seconds.toFixed(0)} s; the longest task of the page took ${longestMs.toFixed(0)} ms.`,
  );
  console.log(`Load of the machine in the last minute: ${loadavg()[0]?.toFixed(1)}`);
} finally {
  await browser.close();
  await rivulet.close();
  await rm(directory, { recursive: true, maxRetries: 3 });
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

/** Cancels an import at a step. @returns how many chats are there then. */
async function cancelled(page: Page, file: string, step: string): Promise<number> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('File to import').setInputFiles(file);
  await dialog.getByText(step).waitFor({ timeout: 300_000 });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.getByText('Cancelled.').waitFor({ timeout: 300_000 });
  return page.evaluate(async () => {
    const opening = indexedDB.open('rivulet');
    await new Promise((resolve) => opening.addEventListener('success', resolve));
    const counting = opening.result.transaction('conversations').objectStore('conversations').count();
    await new Promise((resolve) => counting.addEventListener('success', resolve));
    opening.result.close();
    return counting.result;
  });
}

async function imported(page: Page, file: string, chats: number): Promise<{ seconds: number; longestMs: number }> {
  const dialog = page.getByRole('dialog');
  await page.evaluate(() => {
    const root = document.documentElement;
    root.dataset['longest'] = '0';
    new PerformanceObserver((list) => {
      const longest = Math.max(Number(root.dataset['longest']), ...list.getEntries().map(({ duration }) => duration));
      root.dataset['longest'] = String(longest);
    }).observe({ type: 'longtask' });
  });
  const beganAtMs = performance.now();
  await dialog.getByLabel('File to import').setInputFiles(file);
  await dialog.getByText(`${chats.toLocaleString('en-US')} chats imported.`).waitFor({ timeout: 900_000 });
  const seconds = (performance.now() - beganAtMs) / 1000;
  return { seconds, longestMs: Number(await page.locator('html').getAttribute('data-longest')) };
}
