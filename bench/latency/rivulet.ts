import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pageDirectory } from '../../scripts/buildPage.ts';
import { readEnvironment } from '../../server/config/readEnvironment.ts';
import { startRivulet } from '../../server/startRivulet.ts';
import { epochMs, tellParent } from './tellParent.ts';

/**
 * A child process of the bench: the measured server. Its model server is its argument. It says its address, then for each Stop when the
 * request came, and ends when its parent lets go of it.
 */
const directory = await mkdtemp(join(tmpdir(), 'rivulet-bench-'));
const variables = { OPENAI_BASE_URL: process.argv[2], OPENAI_MODEL: 'held', PORT: '0', RIVULET_DISCOVERY: 'off' };
const rivulet = await startRivulet(readEnvironment(variables, directory), pageDirectory);

subscribe('http.server.request.start', (message) => {
  // The channel's own contract: https://nodejs.org/api/diagnostics_channel.html#event-httpserverrequeststart
  const { request } = message as { readonly request: IncomingMessage };
  if (request.url?.endsWith('/stop')) tellParent({ type: 'stop-request', atMs: epochMs() });
});
process.once('disconnect', () => void close());
tellParent({ type: 'ready', address: `http://127.0.0.1:${rivulet.port}` });

async function close(): Promise<void> {
  await rivulet.close();
  await rm(directory, { recursive: true });
}
