import type { ModelCatalog, ProviderOrigin } from '../protocol/models.ts';
import type { Provider } from '../providers/Provider.ts';

/** A place that serves models: an address, a dialect and perhaps a key. */
export interface Upstream {
  /** The first segment of its models' ids. */
  readonly id: string;
  readonly label: string;
  readonly origin: ProviderOrigin;
  readonly provider: Provider;
  /** Absolute, without a slash at the end; the provider's paths are appended. */
  readonly baseUrl: string;
  /** The empty string when there is none. Goes to this upstream in a header and nowhere else. */
  readonly key: string;
  /** What a person must mend when the key is refused, such as `OPENAI_API_KEY`. */
  readonly keySetting: string;
  /** Present where a model that is given the beginning of its own turn goes on with it. */
  readonly prefill?: true;
}

/** A model id taken apart. */
export interface ResolvedModel {
  readonly upstream: Upstream;
  /** The provider's own name of the model. */
  readonly model: string;
}

/** Which models can be asked, and where. Read anew at every call, so that a mended setting works without a restart. */
export interface UpstreamDirectory {
  /** Where a model id leads, or `undefined` when no upstream has that name. A model that no list holds is taken at its word. */
  resolve(modelId: string): Promise<ResolvedModel | undefined>;
  /** What can be chosen, in the order of preference. An upstream that cannot be reached is listed with its error. */
  catalog(): Promise<ModelCatalog>;
  /** Calls back when the catalogue may have changed. @returns a function that ends it. */
  onChange(listener: () => void): () => void;
  close(): void;
}
