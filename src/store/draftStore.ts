import { createStore } from 'zustand/vanilla';
import type { ConversationId } from '../conversation/Message.ts';

/** Which composer a draft belongs to: that of a chat, or that of the chat that does not exist yet. */
export type DraftKey = ConversationId | 'new';

/** What was typed and not sent yet, by composer. Apart from the chats, so that typing re-renders the composer only. */
export interface DraftStore {
  getState(): ReadonlyMap<DraftKey, string>;
  getInitialState(): ReadonlyMap<DraftKey, string>;
  /** Calls `listener` after every change until the returned function is called. */
  subscribe(
    listener: (state: ReadonlyMap<DraftKey, string>, previous: ReadonlyMap<DraftKey, string>) => void,
  ): () => void;
  /** Replaces a draft; an empty text removes it. */
  setDraft(key: DraftKey, text: string): void;
}

/** A store without drafts. */
export function createDraftStore(): DraftStore {
  const { getState, getInitialState, subscribe, setState } = createStore<ReadonlyMap<DraftKey, string>>(
    () => new Map(),
  );
  return {
    getState,
    getInitialState,
    subscribe,
    setDraft(key, text) {
      if ((getState().get(key) ?? '') === text) return;
      const drafts = new Map(getState());
      if (text === '') drafts.delete(key);
      else drafts.set(key, text);
      setState(drafts, true);
    },
  };
}
