import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test as base, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { startModelServer, type ModelServer, type ModelServerOptions } from '../../models/server.ts';
import { readEnvironment, type Variables } from '../../server/config/readEnvironment.ts';
import { startRivulet } from '../../server/startRivulet.ts';

/** A running Rivulet whose first provider is a model server that the test scripts. */
export interface RunningRivulet {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  /** The scripted model server. `serve('scripted', …)` says what the preselected model answers. */
  readonly models: ModelServer;
}

/** A Rivulet of one test alone. */
export interface OwnRivulet {
  readonly address: string;
  readonly port: number;
  /** Its working directory, where its settings file would be. */
  readonly directory: string;
  /** Closed once, however often it is asked to. */
  close(): Promise<void>;
}

/** What the pages of a test are held to, and what is excepted from it. */
export interface PageWatch {
  /** Origins that are no strangers. */
  readonly origins: Set<string>;
  /** What the console may say: the browser itself reports each request that is answered with an error. */
  readonly expected: RegExp[];
}

interface TestFixtures {
  readonly watch: PageWatch;
  /** Starts a Rivulet with the given environment, closed when the test is over. Its port is free and it looks for no engines unless told. */
  readonly startOwn: (variables: Variables) => Promise<OwnRivulet>;
  /** Starts a model server of this test alone, closed when the test is over. */
  readonly startModels: (options: ModelServerOptions) => Promise<ModelServer>;
}

/** The page as `npm run build` left it. */
export const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

/** A system of its own for each worker; a page that fails its test on a request to a stranger or on a word in the console. */
export const test = base.extend<TestFixtures, { rivulet: RunningRivulet }>({
  rivulet: [
    async ({}, use) => {
      const models = await startModelServer({ models: {} });
      const variables = {
        OPENAI_BASE_URL: models.baseUrl,
        OPENAI_API_KEY: 'sk-marker-key-of-the-tests',
        OPENAI_MODEL: 'scripted',
      };
      const { address, close } = await start(variables);
      await use({ address, models });
      await close();
      await models.close();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ rivulet }, use) => use(rivulet.address),
  watch: [
    async ({ context, rivulet }, use) => {
      const watch: PageWatch = { origins: new Set([rivulet.address]), expected: [] };
      const found = watchPages(context, watch);
      await use(watch);
      expect(found.strangers, '[X1] no request goes to another origin').toEqual([]);
      expect(found.words, '[X1] the console stays clean').toEqual([]);
    },
    { auto: true },
  ],
  startOwn: async ({ watch, context }, use) => {
    const started: OwnRivulet[] = [];
    await use(async (variables) => {
      const rivulet = await start(variables);
      started.push(rivulet);
      watch.origins.add(rivulet.address);
      return rivulet;
    });
    // A page that is open hears of its server's end, and the browser writes that into the console.
    await Promise.all(context.pages().map((page) => page.close()));
    await Promise.all(started.map(({ close }) => close()));
  },
  startModels: async ({}, use) => {
    const started: ModelServer[] = [];
    await use(async (options) => {
      const models = await startModelServer(options);
      started.push(models);
      return models;
    });
    await Promise.all(started.map((models) => models.close()));
  },
});

async function start(variables: Variables): Promise<OwnRivulet> {
  const directory = await mkdtemp(join(tmpdir(), 'rivulet-e2e-'));
  const environment = readEnvironment({ PORT: '0', RIVULET_DISCOVERY: 'off', ...variables }, directory);
  const { port, close } = await startRivulet(environment, DIST);
  let closing: Promise<void> | undefined;
  return {
    address: `http://127.0.0.1:${port}`,
    port,
    directory,
    close: () => (closing ??= close().then(() => rm(directory, { recursive: true }))),
  };
}

function watchPages(context: BrowserContext, { origins, expected }: PageWatch) {
  const strangers: string[] = [];
  const words: string[] = [];
  const note = (word: string): void => {
    if (!expected.some((pattern) => pattern.test(word))) words.push(word);
  };
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && !origins.has(url.origin)) strangers.push(request.url());
  });
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') note(message.text());
  });
  context.on('weberror', (error) => note(String(error.error())));
  return { strangers, words };
}

export { expect };

/** The page as a reader finds it: things by the names that are promised to stay. */
export function chatPage(page: Page) {
  const message = page.getByRole('textbox', { name: 'Message', exact: true });
  const turns = page.getByRole('article');
  return {
    message,
    send: page.getByRole('button', { name: 'Send', exact: true }),
    stop: page.getByRole('button', { name: 'Stop', exact: true }),
    status: page.getByRole('status'),
    thread: page.getByRole('region', { name: 'Conversation' }),
    turns,
    lastReply: turns.last(),
    lastBody: turns.last().locator('[data-reply-body]'),
    alert: turns.last().getByRole('alert'),
    chats: page.getByRole('navigation', { name: 'Chats' }),
    button: (name: string): Locator => page.getByRole('button', { name, exact: true }),
    async ask(question: string): Promise<void> {
      await message.fill(question);
      await message.press('Enter');
    },
    async expectStatus(status: string): Promise<void> {
      await expect(turns.last()).toHaveAttribute('data-status', status);
    },
  };
}
