import { createStore } from 'zustand/vanilla';
import type { DraftKey } from '../conversation/Draft.ts';

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
  /** Gives boxes other keys, by those that they have; what is in them comes along. */
  renameDrafts(keys: ReadonlyMap<DraftKey, DraftKey>): void;
  /** Empties a box for sending and gives what was in it, which counts as not sent until `settleDraft`. */
  takeDraft(key: DraftKey): string;
  /** Ends that. What was not sent is put back, before what was typed meanwhile. */
  settleDraft(key: DraftKey, isSent: boolean): void;
  /** What of a box is not sent: what was taken and what was typed meanwhile. */
  unsentText(key: DraftKey): string;
}

/** A store without drafts. */
export function createDraftStore(): DraftStore {
  const { getState, getInitialState, subscribe, setState } = createStore<ReadonlyMap<DraftKey, string>>(
    () => new Map(),
  );
  const taken = new Map<DraftKey, string>();
  const textOf = (key: DraftKey): string => getState().get(key) ?? '';
  const setDraft = (key: DraftKey, text: string): void => {
    if (textOf(key) === text) return;
    const drafts = new Map(getState());
    if (text === '') drafts.delete(key);
    else drafts.set(key, text);
    setState(drafts, true);
  };
  const unsentText = (key: DraftKey): string =>
    [taken.get(key) ?? '', textOf(key)].filter((text) => text !== '').join('\n');
  return {
    getState,
    getInitialState,
    subscribe,
    setDraft,
    renameDrafts(keys) {
      setState(new Map([...getState()].map(([key, text]) => [keys.get(key) ?? key, text])), true);
    },
    takeDraft(key) {
      const text = textOf(key);
      if (text !== '') taken.set(key, text);
      setDraft(key, '');
      return text;
    },
    settleDraft(key, isSent) {
      const text = unsentText(key);
      if (taken.delete(key) && !isSent) setDraft(key, text);
    },
    unsentText,
  };
}
