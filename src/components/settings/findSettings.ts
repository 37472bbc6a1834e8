import { foldText } from '../../search/foldText.ts';
import { SETTING_NAMES, SETTINGS, type Setting, type SettingName } from '../../settings/settings.ts';
import { SETTING_SECTIONS, SETTING_WORDS } from '../../settings/settingWords.ts';
import { sayIfKnown } from '../../words/say.ts';

/** A section of the settings with those of it that were found. */
export interface FoundSection {
  readonly section: (typeof SETTING_SECTIONS)[number];
  readonly names: readonly SettingName[];
}

/**
 * Of the settings that are offered those whose name, hint or choices have every word of a query, by section.
 *
 * @see docs/spec.md U80
 */
export function findSettings(query: string, isOffered: (name: SettingName) => boolean): readonly FoundSection[] {
  const words = foldText(query).split(/\s+/);
  const isFound = (name: SettingName): boolean => {
    const text = textOf(name);
    return words.every((word) => text.includes(word));
  };
  return SETTING_SECTIONS.map((section) => ({
    section,
    names: SETTING_NAMES.filter((name) => SETTING_WORDS[name].section === section && isOffered(name) && isFound(name)),
  })).filter(({ names }) => names.length > 0);
}

function textOf(name: SettingName): string {
  const { choices = [] }: Setting<string> = SETTINGS[name];
  const { section = '', label, hint, choiceNames = {} } = SETTING_WORDS[name];
  const offered = choices.map((choice) => choiceNames[choice] ?? choice);
  return foldText([section, label, hint, ...offered].map(sayIfKnown).join(' '));
}
