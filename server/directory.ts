import type { ModelCatalog } from '../protocol/models.ts';
import type { Environment } from './config/readEnvironment.ts';
import type { SettingsFile, SettingsReading } from './config/settingsFile.ts';
import { createDirectoryWatch } from './directory/directoryWatch.ts';
import type { GetText } from './directory/httpGet.ts';
import { createSurvey } from './directory/survey.ts';
import { systemTimers, type Timers } from './Timers.ts';
import type { UpstreamDirectory } from './UpstreamDirectory.ts';

/** What a directory is made from. */
export interface DirectoryOptions {
  readonly environment: Pick<Environment, 'openai' | 'variables' | 'discovery'>;
  readonly settings: SettingsFile;
  /** Where the built-in models are served. */
  readonly builtInBaseUrl: string;
  /** How lists are fetched; over HTTP unless given. */
  readonly getText?: GetText;
  readonly timers?: Timers;
}

/** For how long a catalogue is handed out again, unless the settings change. */
const CATALOG_AGE_MS = 5000;
/** How often settings and engines are looked at while someone listens. */
const POLL_MS = 5000;

interface CachedCatalog {
  readonly reading: SettingsReading;
  readonly atMs: number;
  readonly catalog: Promise<ModelCatalog>;
}

/**
 * The directory of all upstreams: those that are configured, those found on this machine, and the built-in one.
 *
 * @see docs/spec.md H6 to H13
 */
export function createUpstreamDirectory(options: DirectoryOptions): UpstreamDirectory {
  const { settings, timers = systemTimers } = options;
  const survey = createSurvey(options);
  let cached: CachedCatalog | undefined;
  const watch = createDirectoryWatch({
    timers,
    periodMs: POLL_MS,
    look: async () => ({ reading: await settings.read(), found: await survey.engines() }),
    onStale() {
      cached = undefined;
    },
  });

  async function catalogFrom(reading: SettingsReading): Promise<ModelCatalog> {
    const { catalog, found } = await survey.catalog(reading);
    watch.saw({ reading, found });
    return catalog;
  }

  return {
    async resolve(modelId) {
      const slash = modelId.indexOf('/');
      const model = modelId.slice(slash + 1);
      if (slash < 1 || model === '') return undefined;
      const reading = await settings.read();
      const upstream = survey.upstreams(reading).find(({ id }) => id === modelId.slice(0, slash));
      return upstream && { upstream, model };
    },
    async catalog() {
      const reading = await settings.read();
      const atMs = timers.now();
      if (cached?.reading !== reading || atMs - cached.atMs >= CATALOG_AGE_MS) {
        cached = { reading, atMs, catalog: catalogFrom(reading) };
      }
      return cached.catalog;
    },
    onChange: (listener) => watch.listen(listener),
    close: () => watch.close(),
  };
}
