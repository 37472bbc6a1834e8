import { SETTING_NAMES, SETTINGS, type Setting, type SettingName, type Settings } from './settings.ts';

/** The settings of an archive. */
export interface ArchivedSettings {
  readonly values: Partial<Settings>;
  /** How many there are besides that this version does not know, or whose value is none. */
  readonly skipped: number;
}

/** The settings that an archive holds: those that differ from their fallback, but for what belongs to one device. */
export function settingsToArchive(settings: Settings): Partial<Settings> {
  const changed = SETTING_NAMES.filter((name) => isArchived(name) && settings[name] !== SETTINGS[name].fallback);
  return Object.fromEntries(changed.map((name) => [name, settings[name]]));
}

/**
 * The settings of an archive, each read by the table of settings.
 *
 * @see docs/spec.md I10
 */
export function readArchivedSettings(archived: Readonly<Record<string, unknown>>): ArchivedSettings {
  const values: Partial<Record<SettingName, string>> = {};
  const entries = Object.entries(archived);
  for (const [key, text] of entries) {
    const name = SETTING_NAMES.find((known) => known === key && isArchived(known));
    const value = name && typeof text === 'string' ? SETTINGS[name].parse(text) : undefined;
    if (name && value !== undefined) values[name] = value;
  }
  return { values: values as Partial<Settings>, skipped: entries.length - Object.keys(values).length }; // Each has a value of its own parser.
}

/** What becomes of the settings of an archive. */
export interface SettledSettings {
  /** Taken over: nothing else was chosen here. */
  readonly taken: Partial<Settings>;
  /** Different here, or not to be changed unasked: for a person to decide. */
  readonly offered: Partial<Settings>;
}

/**
 * Which settings of an archive are taken over, and which a person is asked about.
 *
 * @see docs/spec.md I9
 */
export function settleSettings(archived: Partial<Settings>, here: Settings): SettledSettings {
  const differing = SETTING_NAMES.filter((name) => name in archived && archived[name] !== here[name]);
  const isTaken = (name: SettingName): boolean =>
    here[name] === SETTINGS[name].fallback && tableEntry(name).archived !== 'asks';
  const of = (names: readonly SettingName[]): Partial<Settings> =>
    Object.fromEntries(names.map((name) => [name, archived[name]]));
  return { taken: of(differing.filter(isTaken)), offered: of(differing.filter((name) => !isTaken(name))) };
}

function isArchived(name: SettingName): boolean {
  return tableEntry(name).archived !== 'never';
}

function tableEntry(name: SettingName): Setting<string> {
  return SETTINGS[name];
}
