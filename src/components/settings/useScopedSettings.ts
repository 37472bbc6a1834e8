import type { Conversation } from '../../conversation/Conversation.ts';
import { settingsIn, type ChatSettingChanges } from '../../conversation/chatSettings.ts';
import { useSession } from '../../hooks/useSession.ts';
import { useSettings } from '../../hooks/useSettings.ts';
import { DEFAULT_SETTINGS, isPerChat, type SettingName, type Settings } from '../../settings/settings.ts';

/** Settings of all chats, or of one. */
export interface ScopedSettings {
  /** What holds there. */
  readonly settings: Settings;
  /** Whether a setting was changed there. */
  readonly isChanged: (name: SettingName) => boolean;
  readonly change: (changes: Partial<Settings>) => void;
  /** Takes changes back: what holds then is the fallback, or in one chat what holds in all. */
  readonly reset: (names: readonly SettingName[]) => void;
}

/**
 * The settings of all chats, or those that one chat has for itself.
 *
 * @see docs/spec.md U102
 */
export function useScopedSettings(chat: Conversation | undefined): ScopedSettings {
  const session = useSession();
  const [general, change] = useSettings();
  if (!chat) {
    return {
      settings: general,
      isChanged: (name) => general[name] !== DEFAULT_SETTINGS[name],
      change,
      reset: (names) => change(Object.fromEntries(names.map((name) => [name, DEFAULT_SETTINGS[name]]))),
    };
  }
  const set = (changes: ChatSettingChanges) => void session.changeChatSettings(chat.id, changes);
  return {
    settings: settingsIn(chat, general),
    isChanged: (name) => isPerChat(name) && chat.settings?.[name] !== undefined,
    change: set,
    reset: (names) => set(Object.fromEntries(names.map((name) => [name, undefined]))),
  };
}
