import type { SettingName } from './settings.ts';

/** What a person reads about a setting. */
export interface SettingWords {
  readonly label: string;
  readonly hint: string;
  /** What the choices are called, where they do not name themselves. */
  readonly choiceNames?: Readonly<Record<string, string>>;
}

/** The words of every setting. Apart from `SETTINGS`, since the page begins without them. */
export const SETTING_WORDS: Readonly<Record<SettingName, SettingWords>> = {
  theme: {
    label: 'Theme',
    hint: 'Light, dark, or as the device is set.',
    choiceNames: { system: 'As the device', light: 'Light', dark: 'Dark' },
  },
  language: {
    label: 'Language',
    hint: 'The language of the page, or the one that the device asks for. The page is loaded anew.',
    choiceNames: { system: 'As the device', en: 'English', de: 'Deutsch', 'zh-Hans': '简体中文', ar: 'العربية' },
  },
  scrollMode: {
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
    label: 'Send with',
    hint: 'The key that sends what is typed. On a touch screen Enter always breaks the line.',
  },
  notify: {
    label: 'Notifications',
    hint: 'Of a reply that is ready while its chat is out of sight. The browser asks whether it may show them.',
    choiceNames: { off: 'Off', on: 'Without its text', withText: 'With its title and first words' },
  },
  sound: {
    label: 'Sound',
    hint: 'A short tone when a reply is ready while its chat is out of sight.',
    choiceNames: { off: 'Off', on: 'On' },
  },
  readReplies: {
    label: 'Reading replies aloud',
    hint: 'What a screen reader is told of a reply, beside that it is ready.',
    choiceNames: { ready: 'Nothing else', sentences: 'Its sentences as they come', text: 'Its text at the end' },
  },
  shortcuts: {
    label: 'Keyboard shortcuts',
    hint: 'Turned off, only Esc, F6 and Ctrl+/ (⌘/ on a Mac), which lists them, are left.',
    choiceNames: { on: 'On', off: 'Off' },
  },
  modelId: {
    label: 'Model',
    hint: 'The model that was chosen last. It answers until another is chosen.',
  },
};
