import type { ModelCatalog } from '../../protocol/models.ts';
import type { Environment } from '../config/readEnvironment.ts';
import type { SettingsReading } from '../config/settingsFile.ts';
import type { Upstream } from '../UpstreamDirectory.ts';
import { builtInUpstream } from './builtInUpstream.ts';
import { catalogEntry, type CatalogEntry } from './catalogEntry.ts';
import { configuredUpstreams } from './configuredUpstreams.ts';
import { engines } from './engines.ts';
import { findEngines, type FoundEngine } from './findEngines.ts';
import { httpGet, type GetText } from './httpGet.ts';
import { listModels } from './listModels.ts';
import type { ServedUpstream } from './ServedUpstream.ts';

/** What a survey is made from. */
export interface SurveyOptions {
  readonly environment: Pick<Environment, 'openai' | 'variables' | 'discovery'>;
  readonly settings: { readonly path: string };
  readonly builtInBaseUrl: string;
  readonly getText?: GetText;
}

/** Asks all upstreams. Keeps nothing. */
export interface Survey {
  /** Every upstream that a model's id may name, whether it runs or not; the first of an id counts. */
  upstreams(reading: SettingsReading): readonly Upstream[];
  /** The engines that run on this machine now. Never rejects. */
  engines(): Promise<readonly FoundEngine[]>;
  /** What can be chosen now, and the engines among it. Never rejects. */
  catalog(
    reading: SettingsReading,
  ): Promise<{ readonly catalog: ModelCatalog; readonly found: readonly FoundEngine[] }>;
}

const LIST_TIMEOUT_MS = 2000;

/** A survey of the configured upstreams, the engines on this machine and the built-in models, in this order of preference. */
export function createSurvey({ environment, settings, builtInBaseUrl, getText = httpGet }: SurveyOptions): Survey {
  const candidates = environment.discovery ? engines : [];
  const builtIn: ServedUpstream = { upstream: builtInUpstream(builtInBaseUrl), preferred: [] };

  const configured = (reading: SettingsReading): readonly ServedUpstream[] =>
    configuredUpstreams(environment, reading.settings);
  const look = (): Promise<readonly FoundEngine[]> => findEngines(candidates, getText);

  async function entryOf({ upstream, preferred }: ServedUpstream): Promise<CatalogEntry> {
    return catalogEntry(upstream, preferred, await listModels(upstream, getText, LIST_TIMEOUT_MS));
  }

  return {
    upstreams: (reading) => [...configured(reading).map(({ upstream }) => upstream), ...candidates, builtIn.upstream],
    engines: look,
    async catalog(reading) {
      const served = configured(reading);
      const [entries, found, last] = await Promise.all([Promise.all(served.map(entryOf)), look(), entryOf(builtIn)]);
      const news = found.filter(({ upstream }) => !served.some((known) => isSamePlace(known.upstream, upstream)));
      const all = [...entries, ...news.map(({ upstream, listing }) => catalogEntry(upstream, [], listing)), last];
      return {
        catalog: {
          models: all.flatMap(({ models }) => models),
          providers: all.map(({ provider }) => provider),
          settings: { path: settings.path, ...(reading.error === undefined ? {} : { error: reading.error }) },
        },
        found,
      };
    },
  };
}

/** An engine that the settings already name is not listed again. */
function isSamePlace(known: Upstream, engine: Upstream): boolean {
  return known.id === engine.id || onLoopback(known.baseUrl) === engine.baseUrl;
}

function onLoopback(baseUrl: string): string {
  return baseUrl.replace(/^http:\/\/(localhost|\[::1\])(?=[:/])/, 'http://127.0.0.1');
}
