import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGate, hold, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { startModelServer } from '../../models/server.ts';
import { pageDirectory } from '../../scripts/buildPage.ts';
import { readEnvironment } from '../../server/config/readEnvironment.ts';
import { startRivulet } from '../../server/startRivulet.ts';

/** Where the next reply of the model `held` stands still until it is stopped. */
export type HoldingPlace = 'mid-stream' | 'before-first-token';

/** What this process says, in this order for each reply that it is asked to hold. Times are milliseconds since 1970. */
export type SystemMessage =
  | { readonly type: 'ready'; readonly address: string }
  | { readonly type: 'served' }
  | { readonly type: 'held' }
  | { readonly type: 'closed'; readonly closedMs: number; readonly stopRequestMs: number };

/**
 * The child process of the bench: Rivulet and a model server, with nothing in their process that drives a browser. It ends when its parent
 * lets go of it.
 */
const models = await startModelServer({ models: {} });
const directory = await mkdtemp(join(tmpdir(), 'rivulet-bench-'));
const variables = { OPENAI_BASE_URL: models.baseUrl, OPENAI_MODEL: 'held', PORT: '0', RIVULET_DISCOVERY: 'off' };
const rivulet = await startRivulet(readEnvironment(variables, directory), pageDirectory);

let stopRequestMs = Number.NaN;
subscribe('http.server.request.start', (message) => {
  // The channel's own contract: https://nodejs.org/api/diagnostics_channel.html#event-httpserverrequeststart
  const { request } = message as { readonly request: IncomingMessage };
  if (request.url?.endsWith('/stop')) stopRequestMs = performance.timeOrigin + performance.now();
});
process.on('message', (place: HoldingPlace) => void holdReply(place));
process.once('disconnect', () => void close());
tell({ type: 'ready', address: `http://127.0.0.1:${rivulet.port}` });

async function holdReply(place: HoldingPlace): Promise<void> {
  const gate = createGate();
  models.serve(
    'held',
    place === 'mid-stream'
      ? scriptModel(reply('Some words.', hold(gate)))
      : scriptModel(reply('Never.'), { before: [hold(gate)] }),
  );
  tell({ type: 'served' });
  await gate.reached;
  const request = models.requests.at(-1);
  tell({ type: 'held' });
  await request?.closed;
  tell({ type: 'closed', closedMs: request?.closedAtMs ?? Number.NaN, stopRequestMs });
}

async function close(): Promise<void> {
  await rivulet.close();
  await models.close();
  await rm(directory, { recursive: true });
}

function tell(message: SystemMessage): void {
  process.send?.(message);
}
