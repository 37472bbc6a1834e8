import { parseReplyError, type ReplyErrorBody } from './errors.ts';
import { isRecord } from './parts.ts';

/** Where a provider comes from: the settings, found on this machine, or shipped with Rivulet. The order is the order of preference. */
export type ProviderOrigin = 'configured' | 'found' | 'built-in';

/** A model that can be asked. */
export interface ModelInfo {
  /** What a request names: the provider's id, a slash, the provider's own name of the model. */
  readonly id: string;
  /** What a person reads. */
  readonly name: string;
  /** The `id` of its provider. */
  readonly provider: string;
  /** A sentence about it, when there is something to say. */
  readonly description?: string;
  /** Present on the built-in models, which answer without knowing anything. */
  readonly demo?: true;
  /** Present where a last turn of the model's own is taken as the beginning of its answer, and gone on with. */
  readonly prefill?: true;
}

/** Where models come from. */
export interface ProviderInfo {
  readonly id: string;
  readonly label: string;
  readonly origin: ProviderOrigin;
  /** `ready` lists models; `empty` answers without a list, so that a model's name must be typed; `failed` says why in `error`. */
  readonly state: 'ready' | 'empty' | 'failed';
  readonly error?: ReplyErrorBody;
}

/** The answer of `GET /api/models`. Models come in the order of preference. */
export interface ModelCatalog {
  readonly models: readonly ModelInfo[];
  readonly providers: readonly ProviderInfo[];
  /** The settings file: where it is or would be, and what is wrong with it when something is. */
  readonly settings: { readonly path: string; readonly error?: string };
}

/**
 * The catalogue from outside, or `undefined` when it is none. Entries that cannot be read are left out.
 *
 * @see docs/spec.md W7
 */
export function parseModelCatalog(value: unknown): ModelCatalog | undefined {
  if (!isRecord(value) || !Array.isArray(value['models']) || !Array.isArray(value['providers'])) return undefined;
  const settings = isRecord(value['settings']) ? value['settings'] : {};
  return {
    models: value['models'].map(parseModel).filter((model) => model !== undefined),
    providers: value['providers'].map(parseProvider).filter((provider) => provider !== undefined),
    settings: {
      path: typeof settings['path'] === 'string' ? settings['path'] : 'rivulet.config.json',
      ...(typeof settings['error'] === 'string' ? { error: settings['error'] } : {}),
    },
  };
}

function parseModel(value: unknown): ModelInfo | undefined {
  if (!isRecord(value)) return undefined;
  const { id, name, provider, description, demo, prefill } = value;
  if (typeof id !== 'string' || typeof name !== 'string' || typeof provider !== 'string') return undefined;
  return {
    id,
    name,
    provider,
    ...(typeof description === 'string' ? { description } : {}),
    ...(demo === true ? { demo } : {}),
    ...(prefill === true ? { prefill } : {}),
  };
}

function parseProvider(value: unknown): ProviderInfo | undefined {
  if (!isRecord(value)) return undefined;
  const { id, label, origin, state } = value;
  if (typeof id !== 'string' || typeof label !== 'string') return undefined;
  if (origin !== 'configured' && origin !== 'found' && origin !== 'built-in') return undefined;
  if (state !== 'ready' && state !== 'empty' && state !== 'failed') return undefined;
  const error = parseReplyError(value['error']);
  return { id, label, origin, state, ...(error ? { error } : {}) };
}
