import { randomUUID } from 'node:crypto';
import { startModelServer } from '../models/server.ts';
import { createApp, type App } from './app.ts';
import type { Environment } from './config/readEnvironment.ts';
import { createSettingsFile } from './config/settingsFile.ts';
import { createUpstreamDirectory } from './directory.ts';
import { createMemoryLog } from './log/memoryLog.ts';
import type { Report } from './Report.ts';

/** The core with all that it needs. */
export interface Core {
  readonly app: App;
  /** Ends the replies that run, then everything under them. */
  close(): Promise<void>;
}

/** Starts the built-in models and puts the core on a log and the directory of all upstreams. */
export async function startCore(environment: Environment, report: Report): Promise<Core> {
  // What a person deletes must not live on in a list that only tests read.
  const models = await startModelServer({ maxRecords: 0 });
  const { path, named } = environment.settings;
  const directory = createUpstreamDirectory({
    environment,
    settings: createSettingsFile(path, { named }),
    builtInBaseUrl: models.baseUrl,
  });
  const log = createMemoryLog();
  const app = createApp({ log, directory, owner: randomUUID(), report });
  return {
    app,
    async close() {
      await app.close();
      directory.close();
      await Promise.all([models.close(), log.close()]);
    },
  };
}
