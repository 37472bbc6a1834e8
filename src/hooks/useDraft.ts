import { useCallback } from 'react';
import { useStore } from 'zustand';
import type { DraftKey } from '../conversation/Draft.ts';
import { useSession } from './useSession.ts';

/** Replaces a draft: by a text, or by what a function makes of the draft as it is then. */
export type SetDraft = (next: string | ((current: string) => string)) => void;

/** What was typed into a box and not sent, and the way to change it. */
export function useDraft(key: DraftKey): readonly [text: string, setDraft: SetDraft] {
  const store = useSession().drafts;
  const text = useStore(store, (drafts) => drafts.get(key) ?? '');
  const setDraft = useCallback<SetDraft>(
    (next) => store.setDraft(key, typeof next === 'string' ? next : next(store.getState().get(key) ?? '')),
    [store, key],
  );
  return [text, setDraft];
}
