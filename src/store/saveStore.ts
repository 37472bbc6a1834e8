import { createStore, type StoreApi } from 'zustand/vanilla';
import type { WorkState } from './WorkState.ts';

/** How far a saving of everything is: the share of the chats that were read, then of the files of the archive that are packed. */
export interface SaveProgress {
  readonly step: 'reading' | 'packing';
  /** From 0 to 1. */
  readonly share: number;
}

/** What became of a saving. */
export type SaveOutcome =
  /** `lost` messages could not be read: the archive has their places alone. */
  | { readonly status: 'saved'; readonly lost: number }
  | { readonly status: 'cancelled' }
  | { readonly status: 'refused'; readonly message: string };

/** The saving of a page: there is one at a time. */
export type SaveState = WorkState<SaveProgress, SaveOutcome>;

/** Where a saving stands, for whoever shows it. */
export type SaveStore = StoreApi<SaveState>;

/** No saving yet. */
export function createSaveStore(): SaveStore {
  return createStore<SaveState>(() => ({ status: 'idle' }));
}
