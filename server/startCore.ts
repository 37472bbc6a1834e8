import { randomUUID } from 'node:crypto';
import { startModelServer } from '../models/server.ts';
import { createApp, type App } from './app.ts';
import type { Environment } from './config/readEnvironment.ts';
import { createSettingsFile, type SettingsFile } from './config/settingsFile.ts';
import { createUpstreamDirectory } from './directory.ts';
import { openLog, type OpenLogOptions } from './openLog.ts';
import type { Report } from './Report.ts';

/** The core with all that it needs. */
export interface Core {
  readonly app: App;
  /** Writes down in the data folder where this server can be reached. */
  announce(address: string): void;
  /** Ends the replies that run, then everything under them. */
  close(): Promise<void>;
}

/** What the core is started with. */
export interface CoreOptions {
  readonly environment: Environment;
  readonly report: Report;
  /** What to do when another server has the data folder. Default: refuse to start. */
  readonly whenTaken?: OpenLogOptions['whenTaken'];
}

/**
 * Starts the built-in models and puts the core on the log in the data folder and the directory of all upstreams.
 *
 * @throws {StartError} `data-taken`.
 */
export async function startCore({ environment, report, whenTaken = 'refuse' }: CoreOptions): Promise<Core> {
  const { log, announce } = openLog({ folder: environment.dataFolder, whenTaken, report });
  // What a person deletes must not live on in a list that only tests read.
  const models = await startModelServer({ maxRecords: 0 });
  const { path, named } = environment.settings;
  const settings = createSettingsFile(path, { named });
  const directory = createUpstreamDirectory({
    environment,
    settings,
    builtInBaseUrl: models.baseUrl,
  });
  const app = createApp({ log, directory, owner: randomUUID(), report, maxAloneMs: () => maxAloneMsOf(settings) });
  return {
    app,
    announce,
    async close() {
      await app.close();
      directory.close();
      await Promise.all([models.close(), log.close()]);
    },
  };
}

async function maxAloneMsOf(file: SettingsFile): Promise<number | undefined> {
  const { settings } = await file.read();
  const minutes = settings.stopWithoutViewersAfterMinutes;
  return minutes === undefined ? undefined : minutes * 60_000;
}
