import type { ModelCatalog } from '../../protocol/models.ts';

/** What is asked of our server besides replies. */
export interface ApiClient {
  /** Which models there are. @throws {ReplyError} */
  loadModels(): Promise<ModelCatalog>;
}

/** The client of our own server. */
export function createApiClient(
  options: { baseUrl?: string; headers?: Readonly<Record<string, string>>; fetch?: typeof fetch } = {},
): ApiClient {
  throw new Error(`not written yet: ${Object.keys(options).join()}`);
}
