import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test as base, type Locator, type Page } from '@playwright/test';
import { startModelServer, type ModelServer } from '../../models/server.ts';
import { readEnvironment } from '../../server/config/readEnvironment.ts';
import { startRivulet } from '../../server/startRivulet.ts';

/** A running Rivulet whose first provider is a model server that the test scripts. */
export interface RunningRivulet {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  /** The scripted model server. `serve('scripted', …)` says what the preselected model answers. */
  readonly models: ModelServer;
}

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

/** A system of its own for each worker; a page that fails its test on a request to a stranger or on an error in the console. */
export const test = base.extend<{ strangers: readonly string[] }, { rivulet: RunningRivulet }>({
  rivulet: [
    async ({}, use) => {
      const models = await startModelServer({ models: {} });
      const variables = {
        OPENAI_BASE_URL: models.baseUrl,
        OPENAI_API_KEY: 'sk-marker-key-of-the-tests',
        OPENAI_MODEL: 'scripted',
        PORT: '0',
        RIVULET_DISCOVERY: 'off',
      };
      const directory = await mkdtemp(join(tmpdir(), 'rivulet-e2e-'));
      const { port, close } = await startRivulet(readEnvironment(variables, directory), DIST);
      await use({ address: `http://127.0.0.1:${port}`, models });
      await close();
      await models.close();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ rivulet }, use) => use(rivulet.address),
  strangers: [
    async ({ context, rivulet }, use) => {
      const strangers: string[] = [];
      context.on('request', (request) => {
        const url = new URL(request.url());
        if (url.protocol.startsWith('http') && url.origin !== rivulet.address) strangers.push(request.url());
      });
      await use(strangers);
      expect(strangers, '[U20] no request goes to another origin').toEqual([]);
    },
    { auto: true },
  ],
});

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
    turns,
    lastReply: turns.last(),
    lastBody: turns.last().locator('[data-reply-body]'),
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
