import { createStore } from 'zustand/vanilla';
import { DEFAULT_SETTINGS, type Settings } from '../settings/settings.ts';

/** The settings that hold now. */
export interface SettingsStore {
  getState(): Settings;
  getInitialState(): Settings;
  /** Calls `listener` after every change until the returned function is called. */
  subscribe(listener: (state: Settings, previous: Settings) => void): () => void;
  /** Changes the settings that are named; the others stay. */
  readonly changeSettings: (changes: Partial<Settings>) => void;
}

/** A store of settings that begins with `initial`, or with every setting's fallback. */
export function createSettingsStore(initial: Settings = DEFAULT_SETTINGS): SettingsStore {
  const { getState, getInitialState, subscribe, setState } = createStore<Settings>(() => initial);
  return { getState, getInitialState, subscribe, changeSettings: (changes) => setState(changes) };
}
