import { createServer } from 'node:http';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createDevHandler } from '../../server/devHandler.ts';
import { listen } from '../../server/listen.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';

beforeEach(async () => {
  vi.stubEnv('RIVULET_DATA', await temporaryDirectory());
  vi.stubEnv('RIVULET_DISCOVERY', 'off');
  vi.stubEnv('RIVULET_CONFIG', '/nowhere/rivulet.config.json');
  vi.stubEnv('OPENAI_API_KEY', undefined);
  vi.stubEnv('OPENAI_BASE_URL', undefined);
});

test('[H26] the core answers its own paths and leaves the others to the dev server', async () => {
  const handler = await createDevHandler();
  const server = createServer((request, response) => {
    handler.handle(request, response, () => response.end(`left: ${request.url}`));
  });
  const port = await listen(server, '127.0.0.1', 0);
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await handler.close();
  });
  const ask = async (path: string): Promise<string> => (await fetch(`http://127.0.0.1:${port}${path}`)).text();

  expect(await ask('/api/models?x=1')).toContain('built-in/showcase');
  expect(await ask('/healthz')).toContain('rivulet');
  expect(await ask('/readyz')).not.toContain('left');
  for (const path of ['/', '/c/1', '/apiary', '/healthzz', '/src/main.tsx?t=1', '/@vite/client']) {
    expect(await ask(path)).toBe(`left: ${path}`);
  }
});
