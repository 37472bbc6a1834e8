import { ReplyError, replyError } from '../../protocol/errors.ts';
import type { ModelCatalog } from '../../protocol/models.ts';
import type { ChatStore } from '../store/chatStore.ts';

/** Where the list of models comes from. */
export interface ModelSource {
  /** @throws {ReplyError} */
  loadModels(): Promise<ModelCatalog>;
}

/** No list: for chats that name their model themselves. */
export const noModels: ModelSource = {
  loadModels: () => Promise.resolve({ models: [], providers: [], settings: { path: 'rivulet.config.json' } }),
};

/**
 * Asks for the list of models and puts it into the store; never rejects. Of several answers that of the last question counts, and
 * when it is an error, the list that was known before stays with it.
 *
 * @see docs/spec.md N14
 */
export function createCatalogLoader(source: ModelSource, store: ChatStore): () => Promise<void> {
  let asked = 0;
  return async () => {
    asked += 1;
    const mine = asked;
    const next = await load(source);
    if (mine !== asked) return;
    const { catalog: known } = store.getState();
    const catalog = known.status === 'loading' ? undefined : known.catalog;
    store.setCatalog(next.status === 'ready' || !catalog ? next : { ...next, catalog });
  };
}

async function load(source: ModelSource) {
  try {
    return { status: 'ready', catalog: await source.loadModels() } as const;
  } catch (error) {
    return { status: 'failed', error: error instanceof ReplyError ? error.body : replyError('internal') } as const;
  }
}
