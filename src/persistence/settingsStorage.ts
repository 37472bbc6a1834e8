import {
  DEFAULT_SETTINGS,
  parseSettings,
  SETTING_NAMES,
  settingTexts,
  type SettingName,
  type Settings,
} from '../settings/settings.ts';

/** Where settings are kept from one visit to the next. No method throws. */
export interface SettingsStorage {
  /** Every setting; what is missing or cannot be read is its fallback. */
  load(): Settings;
  /** Keeps what differs from `before`; where the browser refuses, it holds until the page closes. */
  save(settings: Settings, before: Settings): void;
  /** Calls `listener` when another tab has kept some, until the returned function is called. Absent where no other tab can. */
  listen?(listener: () => void): () => void;
}

/** A setting's key in the browser's storage. `public/theme.js` reads that of the theme before the first paint. */
function keyOf(name: SettingName): string {
  return `rivulet.${name}`;
}

/**
 * Settings in `localStorage`, one plain text for each, so that two tabs that change different ones do not undo each
 * other. Reads and writes are guarded: a private window may refuse both, a full disk the second.
 *
 * @param storage the browser's storage; asked for late, because asking can throw.
 * @see docs/spec.md P9
 */
export function createSettingsStorage(storage: () => Storage = () => localStorage): SettingsStorage {
  return {
    listen(listener) {
      const hear = ({ key }: StorageEvent): void => {
        // Without a key everything was removed.
        if (key === null || SETTING_NAMES.some((name) => keyOf(name) === key)) listener();
      };
      addEventListener('storage', hear);
      return () => removeEventListener('storage', hear);
    },
    load() {
      try {
        const kept = storage();
        return parseSettings((name) => kept.getItem(keyOf(name)));
      } catch {
        return DEFAULT_SETTINGS;
      }
    },
    save(settings, before) {
      try {
        const kept = storage();
        for (const [name, text] of settingTexts(settings)) {
          if (settings[name] === before[name]) continue;
          if (text === null) kept.removeItem(keyOf(name));
          else kept.setItem(keyOf(name), text);
        }
      } catch {
        // Refused or full: the page goes on with what it holds in memory.
      }
    },
  };
}
