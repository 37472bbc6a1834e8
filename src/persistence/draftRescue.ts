import { parseJson } from '../../protocol/sse.ts';
import type { Draft } from '../conversation/Draft.ts';
import { readDraft } from './readDraft.ts';

/** A place that keeps drafts at once, for a page that goes away before its database has answered. Neither method throws. */
export interface DraftRescue {
  /** Keeps drafts beside those that are kept already. */
  put(drafts: readonly Draft[]): void;
  /** Hands over all that are kept, and keeps none. */
  take(): readonly Draft[];
}

const KEY = 'rivulet.drafts';

/**
 * Drafts in `localStorage`, which is written before the call returns.
 *
 * @param storage the browser's storage; asked for late, because asking can throw.
 * @see docs/spec.md N29
 */
export function createDraftRescue(storage: () => Storage = () => localStorage): DraftRescue {
  const load = (): Draft[] => {
    const rows = parseJson(storage().getItem(KEY) ?? '[]');
    return Array.isArray(rows) ? rows.map(readDraft).filter((draft) => draft !== undefined) : [];
  };
  return {
    put(drafts) {
      try {
        const byKey = new Map([...load(), ...drafts].map((draft) => [draft.key, draft]));
        storage().setItem(KEY, JSON.stringify([...byKey.values()]));
      } catch {
        // Refused or full: the database may still have time.
      }
    },
    take() {
      try {
        const drafts = load();
        storage().removeItem(KEY);
        return drafts;
      } catch {
        return [];
      }
    },
  };
}
