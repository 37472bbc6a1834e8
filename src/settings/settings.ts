/** One setting: what holds until it is changed, and how its stored text is read. What a person reads about it is in `SETTING_WORDS`. */
export interface Setting<Value extends string> {
  readonly fallback: Value;
  /** The values to choose from, when there is a fixed set. */
  readonly choices?: readonly Value[];
  /** The value of a stored text, or `undefined` when the text is none. */
  readonly parse: (text: string) => Value | undefined;
  /** How it comes with an archive: by default where nothing else was chosen; `asks` when a person agrees; `never`, since it is a matter between a person and one device. */
  readonly archived?: 'asks' | 'never';
}

/** A setting that each chat may have for itself. */
function perChat<Kind extends Setting<string>>(setting: Kind): Kind & { readonly perChat: true } {
  return { ...setting, perChat: true };
}

/** A setting with a fixed set of values, of which the first holds until another is chosen. */
function oneOf<Value extends string>(...choices: readonly [Value, ...Value[]]): Setting<Value> {
  return { fallback: choices[0], choices, parse: (text) => choices.find((choice) => choice === text) };
}

/** How the page is coloured; `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark';

const theme = oneOf<Theme>('system', 'light', 'dark');

const contrast = oneOf<'system' | 'more'>('system', 'more');

const density = oneOf<'comfortable' | 'compact'>('comfortable', 'compact');

const textSize = oneOf<'normal' | 'small' | 'large' | 'larger'>('normal', 'small', 'large', 'larger');

const readingWidth = oneOf<'normal' | 'narrow' | 'wide'>('normal', 'narrow', 'wide');

/** How a thread moves while a reply grows; see the setting's hint. */
export type ScrollMode = 'hold' | 'end' | 'question' | 'off';

const scrollMode = perChat(oneOf<ScrollMode>('hold', 'end', 'question', 'off'));

/** Which key sends a question; the other one breaks the line. */
export type SendKey = 'Enter' | 'Ctrl+Enter';

const sendKey = oneOf<SendKey>('Enter', 'Ctrl+Enter');

/** What a screen reader is told of a reply: that it is ready, its sentences as they come, or its whole text at the end. */
export type ReadReplies = 'ready' | 'sentences' | 'text';

const readReplies = oneOf<ReadReplies>('ready', 'sentences', 'text');

/** Whether the device shows that a reply is ready, and how much of it. */
export type Notify = 'off' | 'on' | 'withText';

const notify: Setting<Notify> = {
  ...oneOf<Notify>('off', 'on', 'withText'),
  // The browser has a say, and has to be asked for it.
  archived: 'never',
};

const sound = oneOf<'off' | 'on'>('off', 'on');
/** Whether keys do what buttons do. */
export type Shortcuts = 'on' | 'off';

const shortcuts = oneOf<Shortcuts>('on', 'off');

/** A setting that is typed, and empty until then. */
function typed(isValue: (text: string) => boolean): Setting<string> & { readonly perChat: true } {
  return perChat({ fallback: '', parse: (text) => (text === '' || isValue(text) ? text : undefined) });
}

const modelId = typed((text) => text.length <= 512);

/** More would be sent, and paid for, with each question. */
const instructions = typed((text) => text.length <= 8000);

const temperature = typed((text) => /^([01](\.\d{1,2})?|2(\.00?)?)$/.test(text));

const maxOutputTokens = typed((text) => /^[1-9]\d{0,6}$/.test(text));

const language: Setting<string> = {
  fallback: 'system',
  choices: ['system', 'en', 'de', 'zh-Hans', 'ar'],
  // Another one is a language that a later version has: then the device's own holds.
  parse: (text) => (/^[A-Za-z-]{2,20}$/.test(text) ? text : undefined),
  // The page is loaded anew, and what became of an import would not be seen.
  archived: 'asks',
};

/** Every setting of the page. Adding one is one entry here. */
export const SETTINGS = {
  theme,
  contrast,
  textSize,
  readingWidth,
  density,
  language,
  scrollMode,
  sendKey,
  notify,
  sound,
  readReplies,
  shortcuts,
  modelId,
  instructions,
  temperature,
  maxOutputTokens,
} as const;

/** The name of a setting. */
export type SettingName = keyof typeof SETTINGS;

/** A value for every setting. */
export type Settings = { readonly [Name in SettingName]: (typeof SETTINGS)[Name]['fallback'] };

/** The name of a setting that each chat may have for itself. */
export type ChatSettingName = {
  [Name in SettingName]: (typeof SETTINGS)[Name] extends { readonly perChat: true } ? Name : never;
}[SettingName];

/** The settings that a chat has for itself; for the others the general ones hold. */
export type ChatSettings = Partial<Pick<Settings, ChatSettingName>>;

/** The names of all settings, in their order. */
export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[]; // Object.keys forgets the names of a literal's keys.

/** Settings from their stored texts; a text that is missing or none of its setting's values gives the fallback. */
export function parseSettings(storedText: (name: SettingName) => string | null): Settings {
  const entries = SETTING_NAMES.map((name) => {
    const text = storedText(name);
    return [name, (text === null ? undefined : SETTINGS[name].parse(text)) ?? SETTINGS[name].fallback];
  });
  return Object.fromEntries(entries) as Settings; // Each name has a value of its own parser.
}

/** Whether each chat may have a setting for itself. */
export function isPerChat(name: SettingName): name is ChatSettingName {
  return 'perChat' in SETTINGS[name];
}

/** A chat's own settings from outside; what is unknown or no value is left out. */
export function parseChatSettings(values: Readonly<Record<string, unknown>>): ChatSettings {
  const entries = SETTING_NAMES.filter(isPerChat).map((name) => {
    const text = values[name];
    return [name, typeof text === 'string' ? SETTINGS[name].parse(text) : undefined] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** The settings as texts to store; `null` where the fallback holds. */
export function settingTexts(settings: Settings): readonly (readonly [name: SettingName, text: string | null])[] {
  return SETTING_NAMES.map((name) => [name, settings[name] === SETTINGS[name].fallback ? null : settings[name]]);
}

/** What holds before a person changes anything. */
export const DEFAULT_SETTINGS: Settings = parseSettings(() => null);
