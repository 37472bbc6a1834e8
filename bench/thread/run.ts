import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { reply, text, wait } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { startModelServer } from '../../models/server.ts';
import { buildPageIfStale, pageDirectory } from '../../scripts/buildPage.ts';
import { ensureBrowser } from '../../scripts/ensureBrowser.ts';
import { readEnvironment } from '../../server/config/readEnvironment.ts';
import { startRivulet } from '../../server/startRivulet.ts';
import { createRandom, firstLineMoves, stepAtRandom } from './lineMoves.ts';
import { openLongChat } from './longChat.ts';

/**
 * How far the first line in sight moves that nobody asked to move, in a chat of 2,000 messages in which a reply streams, while a reader
 * scrolls and changes the size of the window at random. Fails when it is more than a pixel.
 */
const MESSAGES = Number(process.env['BENCH_MESSAGES'] ?? 2000);
const STEPS = Number(process.env['BENCH_STEPS'] ?? 500);
const SEED = Number(process.env['BENCH_SEED'] ?? 1);
const LIMIT_PX = 1;

await buildPageIfStale();
const directory = await mkdtemp(join(tmpdir(), 'rivulet-thread-'));
const models = await startModelServer({ models: {} });
const variables = { OPENAI_BASE_URL: models.baseUrl, OPENAI_MODEL: 'scripted', PORT: '0', RIVULET_DISCOVERY: 'off' };
const rivulet = await startRivulet(readEnvironment(variables, directory), pageDirectory);
const browser = await chromium.launch({ executablePath: await ensureBrowser() });
try {
  const page = await browser.newPage({ baseURL: `http://127.0.0.1:${rivulet.port}` });
  const moves = await measure(page);
  const most = Math.max(...moves);
  const over = moves.filter((move) => move > LIMIT_PX).length;
  console.log(
    `${STEPS} steps in ${MESSAGES} messages (seed ${SEED}), ${moves.length} of them away from the end: the first line moved by ${most.toFixed(2)} px at most, by more than ${LIMIT_PX} px after ${over} of them.`,
  );
  console.log(`Load of the machine in the last minute: ${loadavg()[0]?.toFixed(1)}`);
  if (over > 0) process.exitCode = 1;
} finally {
  await browser.close();
  await rivulet.close();
  await models.close();
  await rm(directory, { recursive: true, maxRetries: 3 });
}

async function measure(page: Page): Promise<readonly number[]> {
  await page.goto('/');
  await openLongChat(page, MESSAGES);
  const message = page.getByRole('textbox', { name: 'Message', exact: true });
  await page
    .getByText(`Sentence ${MESSAGES - 1} of`)
    .last()
    .waitFor();
  // More than can be said while it is looked at.
  const words = Array.from({ length: 20_000 }, (_, at) => `word${at} ${at % 40 === 39 ? '\n\n' : ''}`);
  models.serve('scripted', scriptModel(reply(...words.flatMap((word) => [wait(40), text(word)]))));
  await message.fill('Go on');
  await message.press('Enter');
  await page.getByText('word9 ').first().waitFor();
  await page.getByRole('region', { name: 'Conversation' }).hover();
  const random = createRandom(SEED);
  const moves: number[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    await stepAtRandom(page, random);
    const move = await page.evaluate(firstLineMoves);
    if (move === undefined) continue;
    if (move > LIMIT_PX) console.log(`step ${step}: ${move.toFixed(2)} px`);
    moves.push(move);
  }
  return moves;
}
