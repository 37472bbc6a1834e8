/** One setting: what a person reads about it, what holds until it is changed, and how its stored text is read. */
export interface Setting<Value extends string> {
  readonly label: string;
  readonly hint: string;
  readonly fallback: Value;
  /** The values to choose from, when there is a fixed set. */
  readonly choices?: readonly Value[];
  /** The value of a stored text, or `undefined` when the text is none. */
  readonly parse: (text: string) => Value | undefined;
}

/** How the page is coloured; `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

/** Every setting of the page. Adding one is one entry here. */
export const SETTINGS = {
  theme: {
    label: 'Theme',
    hint: 'Light, dark, or as the device is set.',
    fallback: 'system',
    choices: THEMES,
    parse: (text) => THEMES.find((theme) => theme === text),
  } satisfies Setting<Theme> as Setting<Theme>,
  modelId: {
    label: 'Model',
    hint: 'The model that was chosen last. It answers until another is chosen.',
    fallback: '',
    parse: (text) => (text.length <= 512 ? text : undefined),
  } satisfies Setting<string> as Setting<string>,
} as const;

/** The name of a setting. */
export type SettingName = keyof typeof SETTINGS;

/** A value for every setting. */
export type Settings = { readonly [Name in SettingName]: (typeof SETTINGS)[Name]['fallback'] };

/** What holds before a person changes anything. */
export const DEFAULT_SETTINGS: Settings = { theme: SETTINGS.theme.fallback, modelId: SETTINGS.modelId.fallback };
