import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { createGate, fail, hold, reasoning, reply, tokens } from '../mocks/script.ts';
import { scriptModel } from '../models/scriptModel.ts';
import { startModelServer, type ModelServer } from '../models/server.ts';
import { readEnvironment } from '../server/config/readEnvironment.ts';
import { startRivulet } from '../server/startRivulet.ts';
import { buildPageIfStale, pageDirectory } from './buildPage.ts';
import { ensureBrowser } from './ensureBrowser.ts';
import { projectDirectory } from './projectDirectory.ts';

/** `npm run screenshots`: the README's pictures, taken from the real page while it does what they show. */

const DESKTOP: BrowserContextOptions = { viewport: { width: 1200, height: 820 } };
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 780 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};

const ANSWER = `A stream hands you a value **as it is made**, instead of all of it at the end.

| | whole | streamed |
|---|--:|--:|
| first word after | 12.0 s | 0.2 s |
| memory | all of it | one piece |

\`\`\`ts
for await (const delta of stream) {
  text += delta;
}
\`\`\`

Three things follow from that:

1. The reader can begin before the writer has finished.
2. **Stop** can keep what has arrived.
3. A broken connection costs only what was still on its way.
`;
const HALF = ANSWER.indexOf('2. **Stop**');

interface Shot {
  readonly name: string;
  readonly context: BrowserContextOptions;
  take(page: Page, models: ModelServer): Promise<void>;
}

const SHOTS: readonly Shot[] = [
  { name: 'streaming', context: DESKTOP, take: (page, models) => showStreaming(page, models) },
  {
    name: 'dark',
    context: { ...DESKTOP, colorScheme: 'dark' },
    take: async (page, models) => {
      models.serve('river-1', scriptModel(reply(reasoning('A comparison helps.'), tokens(ANSWER))));
      await ask(page, 'What is a stream?');
      await page.locator('article[data-status=done]').waitFor();
      await coloured(page);
    },
  },
  { name: 'phone', context: PHONE, take: (page, models) => showStreaming(page, models) },
  {
    name: 'phone-error',
    context: { ...PHONE, colorScheme: 'dark' },
    take: async (page, models) => {
      models.serve(
        'river-1',
        scriptModel(
          reply(tokens(ANSWER.slice(0, ANSWER.indexOf('|'))), fail('overloaded', 'Too many requests are waiting.')),
        ),
      );
      await ask(page, 'What is a stream?');
      await page.locator('article[data-status=failed]').waitFor();
    },
  },
];

async function showStreaming(page: Page, models: ModelServer): Promise<void> {
  const gate = createGate();
  models.serve('river-1', scriptModel(reply(tokens(ANSWER.slice(0, HALF)), hold(gate), ANSWER.slice(HALF))));
  await ask(page, 'What is a stream?');
  await gate.reached;
  await page.getByText('The reader can begin').waitFor();
  await coloured(page);
}

/** The first code of a page waits for its grammar. */
async function coloured(page: Page): Promise<void> {
  await page.locator('.md-tok-keyword').first().waitFor();
}

async function ask(page: Page, question: string): Promise<void> {
  await page.getByText('will answer').waitFor();
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill(question);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

async function takeShot(browser: Browser, address: string, models: ModelServer, shot: Shot): Promise<void> {
  const context = await browser.newContext(shot.context);
  const page = await context.newPage();
  await page.goto(address);
  await shot.take(page, models);
  // The page draws what arrived in its next frame.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await page.screenshot({ path: join(projectDirectory, 'docs/images', `${shot.name}.png`), animations: 'disabled' });
  await context.close();
}

await buildPageIfStale();
await mkdir(join(projectDirectory, 'docs/images'), { recursive: true });
const models = await startModelServer({ models: { 'river-1': scriptModel(reply('Hello.')) } });
const variables = { OPENAI_BASE_URL: models.baseUrl, OPENAI_MODEL: 'river-1', PORT: '0', RIVULET_DISCOVERY: 'off' };
const environment = readEnvironment(variables, await mkdtemp(join(tmpdir(), 'rivulet-screenshots-')));
const rivulet = await startRivulet(environment, pageDirectory);
const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: ['--disable-gpu'] });
for (const shot of SHOTS) {
  await takeShot(browser, `http://127.0.0.1:${rivulet.port}`, models, shot);
  console.log(`docs/images/${shot.name}.png`);
}
await browser.close();
await rivulet.close();
await models.close();
