import type { ChatSettingName, ChatSettings, Settings } from '../settings/settings.ts';
import type { Conversation } from './Conversation.ts';

/** Settings that a chat gets for itself; where one is `undefined`, the general one holds again. */
export type ChatSettingChanges = { readonly [Name in ChatSettingName]?: Settings[Name] | undefined };

/** The settings that hold in a chat: its own, and else the general ones. @see docs/spec.md U102 */
export function settingsIn(chat: Pick<Conversation, 'settings'> | undefined, general: Settings): Settings {
  return chat?.settings ? { ...general, ...chat.settings } : general;
}

/** A chat with other settings of its own. */
export function withSettings({ settings: before, ...chat }: Conversation, changes: ChatSettingChanges): Conversation {
  const settings: ChatSettings = Object.fromEntries(
    Object.entries({ ...before, ...changes }).filter(([, value]) => value !== undefined),
  );
  return Object.keys(settings).length > 0 ? { ...chat, settings } : chat;
}
