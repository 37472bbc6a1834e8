import type { SettingName } from './settings.ts';

/** The parts of the settings, in their order. */
export const SETTING_SECTIONS = ['Look', 'Chat', 'Answers', 'Reply ready', 'Language and keys'] as const;

/** What a person reads about a setting. */
export interface SettingWords {
  /** Where it stands; absent for one that is chosen elsewhere. */
  readonly section?: (typeof SETTING_SECTIONS)[number];
  readonly label: string;
  readonly hint: string;
  /** What the choices are called, where they do not name themselves. */
  readonly choiceNames?: Readonly<Record<string, string>>;
  /** For one that is typed: the field, and what is said of what is none of its values. */
  readonly field?: { readonly kind: 'lines' | 'decimal' | 'numeric'; readonly refusal: string };
}

/** The words of every setting. Apart from `SETTINGS`, since the page begins without them. */
export const SETTING_WORDS: Readonly<Record<SettingName, SettingWords>> = {
  theme: {
    section: 'Look',
    label: 'Theme',
    hint: 'Light, dark, or as the device is set.',
    choiceNames: { system: 'As the device', light: 'Light', dark: 'Dark' },
  },
  contrast: {
    section: 'Look',
    label: 'Contrast',
    hint: 'More of it makes words and edges easier to see.',
    choiceNames: { system: 'As the device', more: 'More' },
  },
  textSize: {
    section: 'Look',
    label: 'Size of text',
    hint: 'Everything grows with it.',
    choiceNames: { normal: 'As the device', small: 'Small', large: 'Large', larger: 'Larger' },
  },
  readingWidth: {
    section: 'Look',
    label: 'Width of the text',
    hint: 'How long a line may be where there is space.',
    choiceNames: { normal: 'Normal', narrow: 'Narrow', wide: 'Wide' },
  },
  density: {
    section: 'Look',
    label: 'Density',
    hint: 'How far apart turns, rows and buttons are. On a touch screen buttons stay as large as a finger.',
    choiceNames: { comfortable: 'Comfortable', compact: 'Compact' },
  },
  language: {
    section: 'Language and keys',
    label: 'Language',
    hint: 'The language of the page, or the one that the device asks for. The page is loaded anew.',
    choiceNames: { system: 'As the device', en: 'English', de: 'Deutsch', 'zh-Hans': '简体中文', ar: 'العربية' },
  },
  scrollMode: {
    section: 'Chat',
    label: 'Following a reply',
    hint: 'How far a chat scrolls by itself while a reply grows.',
    choiceNames: {
      hold: 'Until the question is at the top',
      end: 'To the end',
      question: 'With the question at the top',
      off: 'Not at all',
    },
  },
  sendKey: {
    section: 'Chat',
    label: 'Send with',
    hint: 'The key that sends what is typed. On a touch screen Enter always breaks the line.',
  },
  notify: {
    section: 'Reply ready',
    label: 'Notifications',
    hint: 'Of a reply that is ready while its chat is out of sight. The browser asks whether it may show them.',
    choiceNames: { off: 'Off', on: 'Without its text', withText: 'With its title and first words' },
  },
  sound: {
    section: 'Reply ready',
    label: 'Sound',
    hint: 'A short tone when a reply is ready while its chat is out of sight.',
    choiceNames: { off: 'Off', on: 'On' },
  },
  readReplies: {
    section: 'Reply ready',
    label: 'Reading replies aloud',
    hint: 'What a screen reader is told of a reply, beside that it is ready.',
    choiceNames: { ready: 'Nothing else', sentences: 'Its sentences as they come', text: 'Its text at the end' },
  },
  shortcuts: {
    section: 'Language and keys',
    label: 'Keyboard shortcuts',
    hint: 'Turned off, only Esc, F6 and Ctrl+/ (⌘/ on a Mac), which lists them, are left.',
    choiceNames: { on: 'On', off: 'Off' },
  },
  instructions: {
    section: 'Answers',
    label: 'Instructions',
    hint: 'What a model is told before the conversation, with each question: who you are, how it is to answer.',
    field: { kind: 'lines', refusal: 'At most 8,000 characters.' },
  },
  temperature: {
    section: 'Answers',
    label: 'Temperature',
    hint: 'From 0, the most predictable, to 2. While it is empty the model decides; some models take none.',
    field: { kind: 'decimal', refusal: 'A number from 0 to 2, such as 0.7.' },
  },
  maxOutputTokens: {
    section: 'Answers',
    label: 'Longest answer',
    hint: 'In tokens, of which a word has one or two. An answer that is cut off can be continued.',
    field: { kind: 'numeric', refusal: 'A whole number from 1 to 9999999.' },
  },
  modelId: {
    label: 'Model',
    hint: 'The model that was chosen last. It answers until another is chosen.',
  },
};
