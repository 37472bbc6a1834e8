import { useCallback } from 'react';
import { modelToAsk } from '../store/selectors.ts';
import { useSession, type ChatSession } from './useSession.ts';

/**
 * Tells the model that the next question goes to; `undefined` when there is none. While the list of models has not come yet
 * it waits for it, so that a question sent right after the page has opened is not lost.
 *
 * @see docs/spec.md U8
 */
export function useModelToAsk(): () => Promise<string | undefined> {
  const session = useSession();
  return useCallback(async () => {
    await catalogAnswered(session);
    return modelToAsk(session.store.getState().catalog, session.settings.getState().modelId);
  }, [session]);
}

function catalogAnswered({ store, settings }: ChatSession): Promise<void> {
  return new Promise((resolve) => {
    const isKnown = () => store.getState().catalog.status !== 'loading' || settings.getState().modelId !== '';
    if (isKnown()) return resolve();
    const unsubscribe = store.subscribe(() => {
      if (!isKnown()) return;
      unsubscribe();
      resolve();
    });
  });
}
