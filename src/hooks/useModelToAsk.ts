import { useCallback } from 'react';
import type { ConversationId } from '../conversation/Message.ts';
import { modelToAsk } from '../store/selectors.ts';
import { useSession, type ChatSession } from './useSession.ts';

/**
 * Tells the model that the next question of a chat goes to; `undefined` when there is none. While the list of models has not come yet
 * it waits for it, so that a question sent right after the page has opened is not lost.
 *
 * @see docs/spec.md U8
 */
export function useModelToAsk(conversationId: ConversationId | undefined): () => Promise<string | undefined> {
  const session = useSession();
  return useCallback(async () => {
    const { store, settings } = session;
    const find = () => modelToAsk(store.getState(), conversationId, settings.getState());
    await catalogAnswered(session, find);
    return find();
  }, [session, conversationId]);
}

function catalogAnswered({ store }: ChatSession, find: () => string | undefined): Promise<void> {
  return new Promise((resolve) => {
    const isKnown = () => store.getState().catalog.status !== 'loading' || find() !== undefined;
    if (isKnown()) return resolve();
    const unsubscribe = store.subscribe(() => {
      if (!isKnown()) return;
      unsubscribe();
      resolve();
    });
  });
}
