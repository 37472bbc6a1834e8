import type { ModelInfo, ProviderInfo } from '../../protocol/models.ts';
import type { ListedModel } from '../../providers/Provider.ts';
import type { Upstream } from '../UpstreamDirectory.ts';
import { builtInModels } from './builtInUpstream.ts';
import type { ModelListing } from './listModels.ts';

/** One upstream's part of the catalogue. */
export interface CatalogEntry {
  readonly provider: ProviderInfo;
  readonly models: readonly ModelInfo[];
}

/**
 * What the catalogue says of an upstream: the preferred models first, then those that it lists.
 *
 * @see docs/spec.md H9
 */
export function catalogEntry(upstream: Upstream, preferred: readonly string[], listing: ModelListing): CatalogEntry {
  const listed = listing.state === 'listed' ? listing.models : [];
  const named = preferred.map((name) => listed.find((model) => model.name === name) ?? { name });
  const models = new Map([...named, ...listed].map((model) => [model.name, model]));
  return {
    provider: {
      id: upstream.id,
      label: upstream.label,
      origin: upstream.origin,
      ...(listing.state === 'failed'
        ? { state: 'failed', error: listing.error }
        : { state: models.size === 0 ? 'empty' : 'ready' }),
    },
    models: upstream.origin === 'built-in' ? builtInInfos(upstream, models) : infosOf(upstream, models),
  };
}

function infosOf(upstream: Upstream, models: ReadonlyMap<string, ListedModel>): readonly ModelInfo[] {
  return [...models.values()].map((model) => infoOf(upstream, model));
}

function infoOf(upstream: Upstream, { name, description }: ListedModel): ModelInfo {
  return {
    id: `${upstream.id}/${name}`,
    name,
    provider: upstream.id,
    ...(description === undefined ? {} : { description }),
    ...(upstream.prefill ? { prefill: upstream.prefill } : {}),
  };
}

/** Only those that are served: the weights of a model may be missing. */
function builtInInfos(upstream: Upstream, models: ReadonlyMap<string, ListedModel>): readonly ModelInfo[] {
  return Object.entries(builtInModels)
    .filter(([name]) => models.has(name))
    .map(([name, words]) => ({ ...infoOf(upstream, { name }), ...words, demo: true }));
}
