import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SettingName, Settings } from '../settings/settings.ts';
import type { WorkState } from './WorkState.ts';

/**
 * How far an import is: the share of the file that was read, from 0 to 1, then that it is made into chats, of which nobody knows how long
 * it takes, then the share of the messages that are on their way to the disk.
 */
export type ImportProgress =
  | { readonly step: 'reading' | 'storing'; readonly share: number }
  | { readonly step: 'unpacking'; readonly share?: undefined };

/** What became of the settings of an archive. */
export interface ImportedSettings {
  /** Those that hold now. */
  readonly taken: readonly SettingName[];
  /** Those that hold when a person agrees. */
  readonly offered: Partial<Settings>;
  /** How many could not be read. */
  readonly skipped: number;
}

/** What became of an import. */
export type ImportOutcome =
  | {
      readonly status: 'imported';
      readonly chats: number;
      readonly messages: number;
      /** Absent where the file has none. */
      readonly settings: ImportedSettings | undefined;
    }
  | { readonly status: 'cancelled' }
  | { readonly status: 'refused'; readonly message: string };

/** The import of a page: there is one at a time. */
export type ImportState = WorkState<ImportProgress, ImportOutcome>;

/** Where an import stands, for whoever shows it. */
export type ImportStore = StoreApi<ImportState>;

/** No import yet. */
export function createImportStore(): ImportStore {
  return createStore<ImportState>(() => ({ status: 'idle' }));
}
