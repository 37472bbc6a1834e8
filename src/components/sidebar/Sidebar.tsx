import { Moon, Plug, SquarePen, Sun, SunMoon, type LucideIcon } from 'lucide-react';
import type { ConversationId } from '../../conversation/Message.ts';
import { useChat } from '../../hooks/useChat.ts';
import { useSettings } from '../../hooks/useSettings.ts';
import type { Theme } from '../../settings/settings.ts';
import { sortedConversations } from '../../store/selectors.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { ConversationRow } from './ConversationRow.tsx';
import { StorageLine } from './StorageLine.tsx';

/** What the sidebar is given. */
export interface SidebarProps {
  readonly currentId: ConversationId | undefined;
  readonly onOpen: (conversationId: ConversationId | undefined) => void;
  /** The chat in sight was deleted. */
  readonly onDeleteCurrent: (conversationId: ConversationId) => void;
  readonly onConnectModel: () => void;
}

/** All chats, the latest first, and the page's own buttons. */
export function Sidebar({ currentId, onOpen, onDeleteCurrent, onConnectModel }: SidebarProps) {
  const conversations = useChat((state) => state.conversations);
  const sorted = sortedConversations(conversations);
  return (
    <aside aria-label="Sidebar" className="flex h-full w-66 flex-col bg-surface-1">
      <div className="p-2">
        <button
          type="button"
          onClick={() => onOpen(undefined)}
          className="flex min-h-10 w-full items-center gap-2.5 rounded-lg px-2.5 text-[0.9375rem] font-medium transition-colors hover:bg-surface-2 pointer-coarse:min-h-11"
        >
          <SquarePen aria-hidden size={17} strokeWidth={1.75} />
          New chat
        </button>
      </div>
      <nav aria-label="Chats" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        {sorted.length === 0 ? (
          <p className="px-2.5 py-2 text-[0.9375rem] text-fg-3">No chats yet</p>
        ) : (
          <ul>
            {sorted.map((conversation) => (
              <ConversationRow
                key={conversation.id}
                conversation={conversation}
                current={conversation.id === currentId}
                onOpen={() => onOpen(conversation.id)}
                onDeleted={() => conversation.id === currentId && onDeleteCurrent(conversation.id)}
              />
            ))}
          </ul>
        )}
      </nav>
      <StorageLine />
      <div className="flex items-center gap-1 border-t border-line p-2">
        <IconButton label="Providers" icon={Plug} onClick={onConnectModel} />
        <ThemeButton />
        <span className="ms-auto px-2 text-[0.8125rem] text-fg-3">Rivulet</span>
      </div>
    </aside>
  );
}

const THEMES: Readonly<Record<Theme, { icon: LucideIcon; label: string; next: Theme }>> = {
  system: { icon: SunMoon, label: 'Theme: as the device', next: 'light' },
  light: { icon: Sun, label: 'Theme: light', next: 'dark' },
  dark: { icon: Moon, label: 'Theme: dark', next: 'system' },
};

function ThemeButton() {
  const [{ theme }, change] = useSettings();
  const { icon, label, next } = THEMES[theme];
  return <IconButton label={label} icon={icon} onClick={() => change({ theme: next })} />;
}
