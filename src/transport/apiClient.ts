import { ReplyError, replyError } from '../../protocol/errors.ts';
import { parseModelCatalog, type ModelCatalog } from '../../protocol/models.ts';
import { parseJson } from '../../protocol/sse.ts';
import { systemClock, type Clock } from './Clock.ts';
import { readRefusal } from './readRefusal.ts';

/** How our server is asked. Everything has a default. */
export interface ApiClientOptions {
  /** What stands before `/api`, without a slash at the end; by default nothing: the page's own origin. */
  readonly baseUrl?: string;
  /** Header fields of every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** By default the page's own, looked up at each request. */
  readonly fetch?: typeof fetch;
  /** By default the browser's. */
  readonly clock?: Clock;
}

/** What is asked of our server besides replies. */
export interface ApiClient {
  /** Which models there are. @throws {ReplyError} `offline`, `protocol`, or what the server answered. */
  loadModels(): Promise<ModelCatalog>;
}

/** How long the list of models may take, in milliseconds: the server asks every provider for it. */
const PATIENCE_MS = 20_000;

const NO_CATALOG = 'The server answered with something that is not a list of models.';

/** The client of our own server. */
export function createApiClient(options: ApiClientOptions = {}): ApiClient {
  const { baseUrl = '', headers = {}, clock = systemClock } = options;
  const send: typeof fetch = (input, init) => (options.fetch ?? globalThis.fetch)(input, init);

  const loadText = async (path: string): Promise<string> => {
    const patience = new AbortController();
    const cancel = clock.after(PATIENCE_MS, () => patience.abort());
    try {
      const init = { headers: { ...headers, accept: 'application/json' }, signal: patience.signal };
      const response = await send(`${baseUrl}${path}`, init);
      if (!response.ok) throw new ReplyError(await readRefusal(response, clock.nowMs()));
      return await response.text();
    } catch (cause) {
      throw cause instanceof ReplyError ? cause : new ReplyError(replyError('offline'), { cause });
    } finally {
      cancel();
    }
  };

  return {
    async loadModels() {
      const catalog = parseModelCatalog(parseJson(await loadText('/api/models')));
      if (!catalog) throw new ReplyError(replyError('protocol', NO_CATALOG));
      return catalog;
    },
  };
}
