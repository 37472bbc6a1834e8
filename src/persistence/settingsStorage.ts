import { DEFAULT_SETTINGS, SETTINGS, type SettingName, type Settings } from '../settings/settings.ts';

/** Where settings are kept from one visit to the next. Neither method throws. */
export interface SettingsStorage {
  /** Every setting; what is missing or cannot be read is its fallback. */
  load(): Settings;
  /** Keeps every setting; where the browser refuses, they hold until the page closes. */
  save(settings: Settings): void;
}

/** A setting's key in the browser's storage. `public/theme.js` reads that of the theme before the first paint. */
function keyOf(name: SettingName): string {
  return `rivulet.${name}`;
}

const NAMES = Object.keys(SETTINGS) as readonly SettingName[]; // Object.keys forgets the names of a literal's keys.

/**
 * Settings in `localStorage`, one plain text for each, so that two tabs that change different ones do not undo each
 * other. Reads and writes are guarded: a private window may refuse both, a full disk the second.
 *
 * @see docs/spec.md P9
 */
export function createSettingsStorage(storage: () => Storage = () => localStorage): SettingsStorage {
  return {
    load() {
      try {
        const kept = storage();
        return Object.fromEntries(NAMES.map((name) => [name, read(kept, name)])) as unknown as Settings; // Each name has its own parser's value.
      } catch {
        return DEFAULT_SETTINGS;
      }
    },
    save(settings) {
      try {
        const kept = storage();
        for (const name of NAMES) write(kept, name, settings[name]);
      } catch {
        // Refused or full: the page goes on with what it holds in memory.
      }
    },
  };
}

function read(storage: Storage, name: SettingName): string {
  const stored = storage.getItem(keyOf(name));
  const { fallback, parse } = SETTINGS[name];
  return stored === null ? fallback : (parse(stored) ?? fallback);
}

function write(storage: Storage, name: SettingName, value: string): void {
  if (value === SETTINGS[name].fallback) storage.removeItem(keyOf(name));
  else storage.setItem(keyOf(name), value);
}
