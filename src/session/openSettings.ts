import type { SettingsStorage } from '../persistence/settingsStorage.ts';
import { createSettingsStore, type SettingsStore } from '../store/settingsStore.ts';

/** Settings that are kept, and what ends the keeping. */
export interface OpenSettings {
  readonly settings: SettingsStore;
  readonly stopKeeping: () => void;
}

/**
 * The settings of a storage: a change is kept, and one that another tab makes holds here too.
 *
 * @see docs/spec.md U92
 */
export function openSettings(storage: SettingsStorage | undefined): OpenSettings {
  const settings = createSettingsStore(storage?.load());
  const stopWriting = settings.subscribe((state, before) => storage?.save(state, before));
  const stopHearing = storage?.listen?.(() => settings.changeSettings(storage.load()));
  return {
    settings,
    stopKeeping() {
      stopWriting();
      stopHearing?.();
    },
  };
}
