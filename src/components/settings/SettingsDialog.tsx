import { useId, useState } from 'react';
import type { Conversation } from '../../conversation/Conversation.ts';
import type { ConversationId } from '../../conversation/Message.ts';
import { useChat } from '../../hooks/useChat.ts';
import { useSession } from '../../hooks/useSession.ts';
import { isPerChat, SETTING_NAMES, type SettingName } from '../../settings/settings.ts';
import { SETTING_WORDS } from '../../settings/settingWords.ts';
import { say, sayIfKnown } from '../../words/say.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { findSettings, type FoundSection } from './findSettings.ts';
import { ScopeChoice, type Scope } from './ScopeChoice.tsx';
import { SettingRow } from './SettingRow.tsx';
import { useScopedSettings } from './useScopedSettings.ts';
import { useSettingChange } from './useSettingChange.ts';

/**
 * Every setting that there is something to choose for, from the one table of settings. A change holds at once and on this device, or,
 * of those that a chat may have for itself, in one chat.
 *
 * @see docs/spec.md U92, U80 and U102
 */
export default function SettingsDialog({
  conversationId,
  onClose,
}: {
  /** The chat whose settings are shown first; by default those of all chats are, and those of the chat in sight are a choice away. */
  conversationId?: ConversationId | undefined;
  onClose: () => void;
}) {
  const [scope, setScope] = useState<Scope>(conversationId ? 'chat' : 'all');
  const [query, setQuery] = useState('');
  const chat = useChat(({ inSight, conversations }) => {
    const id = conversationId ?? inSight;
    return id === undefined ? undefined : conversations.get(id);
  });
  const own = scope === 'chat' ? chat : undefined;
  const found = findSettings(query, (name) => !own || isPerChat(name));
  return (
    <Dialog title={say('Settings')} onClose={onClose}>
      {chat && <ScopeChoice scope={scope} onChoose={setScope} />}
      <p className="text-[0.9375rem] text-fg-2">
        {own && (
          <span className="block font-medium text-fg-1">
            <bdi>{own.title}</bdi>
          </span>
        )}
        {own
          ? say('They hold in this chat alone. What is not changed here is as in all chats.')
          : say('They hold on this device, in this browser.')}
      </p>
      <input
        type="search"
        aria-label={say('Search settings')}
        placeholder={say('Search settings')}
        dir="auto"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        className="mt-3 min-h-(--target) w-full rounded-lg border border-line-control bg-surface-0 px-3 placeholder:text-fg-3"
      />
      {found.map((section) => (
        // What was typed into a field belongs to its scope.
        <Section key={`${section.section} ${own ? 'chat' : 'all'}`} {...section} chat={own} />
      ))}
      {found.length === 0 && (
        <p role="status" className="mt-5 text-fg-2">
          {say('No setting is called that.')}
        </p>
      )}
      <ResetAll chat={own} />
    </Dialog>
  );
}

/** Whether a setting is chosen in this dialog. */
function isHere(name: SettingName): boolean {
  return SETTING_WORDS[name].section !== undefined;
}

function ResetAll({ chat }: { chat: Conversation | undefined }) {
  const session = useSession();
  const { isChanged, reset } = useScopedSettings(chat);
  const changed = SETTING_NAMES.filter((name) => isHere(name) && isChanged(name));
  if (changed.length === 0) return null;
  const resetAll = () => {
    reset(changed);
    session.announce(
      chat ? say('The general settings hold in this chat.') : say('Every setting is as it was at first.'),
    );
  };
  return (
    <div className="mt-6 border-t border-line pt-4">
      <Button onClick={resetAll}>{chat ? say('Use the general settings again') : say('Reset all settings')}</Button>
    </div>
  );
}

function Section({ section, names, chat }: FoundSection & { chat: Conversation | undefined }) {
  const id = useId();
  const { settings, isChanged, change, reset } = useScopedSettings(chat);
  const { changeTo, refusals } = useSettingChange(change);
  return (
    <section aria-labelledby={id} className="mt-6">
      <h3 id={id} className="text-[0.8125rem] font-medium text-fg-3">
        {sayIfKnown(section)}
      </h3>
      {names.map((name) => (
        <SettingRow
          key={name}
          name={name}
          value={settings[name]}
          scope={chat ? 'chat' : 'all'}
          isChanged={isChanged(name)}
          refusal={refusals[name]}
          onChange={(value) => changeTo(name, value)}
          onReset={() => reset([name])}
        />
      ))}
    </section>
  );
}
