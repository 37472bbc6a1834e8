import type { Conversation } from '../../conversation/Conversation.ts';
import { foldText } from '../../search/foldText.ts';
import { SETTING_NAMES, SETTINGS, type Setting, type SettingName, type Settings } from '../../settings/settings.ts';
import { SETTING_WORDS } from '../../settings/settingWords.ts';
import { say, sayIfKnown } from '../../words/say.ts';
import { beginsWords, queryWords } from './beginsWords.ts';
import type { CommandContext } from './Command.ts';
import { COMMANDS } from './commands.ts';
import { searchAll } from './sidebarCommands.ts';

/** One line of the palette. */
export interface PaletteEntry {
  readonly id: string;
  readonly title: string;
  readonly keys?: string | undefined;
  /** Whether it is what holds now. */
  readonly isCurrent?: boolean;
  readonly run: (context: CommandContext) => void;
}

/** Lines under one heading. */
export interface PaletteGroup {
  readonly title: string;
  readonly entries: readonly PaletteEntry[];
}

/** How many chats are listed, where something is typed and where nothing is. */
const FOUND_CHATS = 20;
const LATEST_CHATS = 5;

/** The search, which is always there. */
export function searchEntry(query: string): PaletteEntry {
  const typed = query.trim();
  return {
    id: 'search-all',
    title: typed === '' ? say('Search all texts') : say('Search all texts for “{query}”', { query: typed }),
    keys: typed === '' ? 'Mod+Shift+K' : undefined,
    run: (context) => searchAll(context, typed === '' ? undefined : typed),
  };
}

/**
 * What the palette lists for a query, below the search: commands, settings and chats.
 *
 * @param chats in the order in which they are listed
 * @see docs/spec.md U70
 */
export function paletteGroups(
  query: string,
  context: CommandContext,
  chats: readonly Conversation[],
): readonly PaletteGroup[] {
  const words = queryWords(query);
  const groups = [
    { title: say('Commands'), entries: narrowed(commandEntries(context), words) },
    { title: say('Settings'), entries: narrowed(settingEntries(context.session.settings.getState()), words) },
    { title: say('Chats'), entries: chatEntries(chats, words) },
  ];
  return groups.filter(({ entries }) => entries.length > 0);
}

function commandEntries(context: CommandContext): readonly PaletteEntry[] {
  return COMMANDS.filter(({ id, isOfFocus, isOffered }) => {
    // The search stands above all.
    return id !== 'search' && !isOfFocus && isOffered?.(context) !== false;
  }).map(({ id, words, keys, run }) => ({ id, title: say(words), keys, run }));
}

function settingEntries(settings: Settings): readonly PaletteEntry[] {
  return SETTING_NAMES.flatMap((name) => {
    const { choices = [] }: Setting<string> = SETTINGS[name];
    const { label, choiceNames = {} } = SETTING_WORDS[name];
    return choices.map((choice) => ({
      id: `${name}-${choice}`,
      title: say('{setting}: {choice}', {
        setting: sayIfKnown(label),
        choice: sayIfKnown(choiceNames[choice] ?? choice),
      }),
      isCurrent: settings[name] === choice,
      run: ({ session }: CommandContext) => session.settings.changeSettings(changeOf(name, choice)),
    }));
  });
}

function changeOf(name: SettingName, choice: string): Partial<Settings> {
  return { [name]: SETTINGS[name].parse(choice) ?? SETTINGS[name].fallback };
}

/** Those whose title begins with what is typed come first. */
function narrowed(entries: readonly PaletteEntry[], words: readonly string[]): readonly PaletteEntry[] {
  const found = entries.filter(({ title }) => beginsWords(foldText(title), words));
  const begins = ({ title }: PaletteEntry) => (foldText(title).startsWith(words[0] ?? '') ? 0 : 1);
  return found.toSorted((one, other) => begins(one) - begins(other));
}

function chatEntries(chats: readonly Conversation[], words: readonly string[]): readonly PaletteEntry[] {
  const most = words.length === 0 ? LATEST_CHATS : FOUND_CHATS;
  const entries: PaletteEntry[] = [];
  for (const chat of chats) {
    if (entries.length === most) break;
    if (!beginsWords(foldedTitle(chat), words)) continue;
    entries.push({ id: `chat-${chat.id}`, title: chat.title, run: ({ onOpen }) => onOpen(chat.id) });
  }
  return entries;
}

/** A chat that changes is another object. */
const folded = new WeakMap<Conversation, string>();

function foldedTitle(chat: Conversation): string {
  const known = folded.get(chat) ?? foldText(chat.title);
  folded.set(chat, known);
  return known;
}
