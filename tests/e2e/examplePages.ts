import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test as base } from '@playwright/test';
import { createServer, type ViteDevServer } from 'vite';
import { startModelServer, type ModelServer } from '../../models/server.ts';
import { readEnvironment } from '../../server/config/readEnvironment.ts';
import { startRivulet } from '../../server/startRivulet.ts';

/** `npm run examples`, with a Rivulet and a scripted model server behind it. */
export interface ExamplePages {
  /** Hands `/api` on to the Rivulet and `/v1` to the model server. */
  readonly vite: ViteDevServer;
  /** `http://127.0.0.1:PORT` of the Rivulet itself. */
  readonly rivulet: string;
  readonly models: ModelServer;
  /** Where the Rivulet looks for its settings; there is no such file yet. */
  readonly settingsFile: string;
}

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));
const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

/** A system of its own for each worker; a page that fails its test on a request to a stranger. */
export const test = base.extend<{ strangers: readonly string[] }, { pages: ExamplePages }>({
  pages: [
    async ({}, use) => {
      const models = await startModelServer({ models: {} });
      const variables = {
        OPENAI_BASE_URL: models.baseUrl,
        OPENAI_MODEL: 'scripted',
        PORT: '0',
        RIVULET_DISCOVERY: 'off',
      };
      const environment = readEnvironment(variables, await mkdtemp(join(tmpdir(), 'rivulet-examples-')));
      const rivulet = await startRivulet(environment, DIST);
      const address = `http://127.0.0.1:${rivulet.port}`;
      const vite = await createServer({
        root: EXAMPLES,
        logLevel: 'error',
        server: { port: 0, hmr: false, proxy: { '/api': address, '/v1': new URL(models.baseUrl).origin } },
      });
      await vite.listen();
      await use({ vite, rivulet: address, models, settingsFile: environment.settings.path });
      await vite.close();
      await rivulet.close();
      await models.close();
    },
    { scope: 'worker' },
  ],
  strangers: [
    async ({ context }, use) => {
      const strangers: string[] = [];
      context.on('request', (request) => {
        const url = new URL(request.url());
        if (url.protocol.startsWith('http') && url.hostname !== '127.0.0.1') strangers.push(request.url());
      });
      await use(strangers);
      expect(strangers, 'no request leaves this machine').toEqual([]);
    },
    { auto: true },
  ],
  baseURL: ({ pages }, use) => use(pages.vite.resolvedUrls?.local[0]),
});
