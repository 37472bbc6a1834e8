import { Database, Moon, Plug, Search, SquarePen, Sun, SunMoon, type LucideIcon } from 'lucide-react';
import { useMemo, useRef, useState, type RefObject } from 'react';
import type { ConversationId, MessageId } from '../../conversation/Message.ts';
import { useChat } from '../../hooks/useChat.ts';
import { useSettings } from '../../hooks/useSettings.ts';
import type { Theme } from '../../settings/settings.ts';
import { sortedConversations } from '../../store/selectors.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Lazily } from '../ui/Lazily.tsx';
import { say, type Words } from '../../words/say.ts';
import type { AskedSearch } from './AskedSearch.ts';
import { ChatList } from './ChatList.tsx';
import { SettingsButton } from './SettingsButton.tsx';
import { TagsOfChat } from './TagsOfChat.tsx';
import { useListFocus } from './useListFocus.ts';
import { YourData } from './YourData.tsx';

/** What the sidebar is given. */
export interface SidebarProps {
  readonly currentId: ConversationId | undefined;
  /** What chats are searched for, if they are. */
  readonly searching: AskedSearch | undefined;
  readonly onSearching: (searching: AskedSearch | undefined) => void;
  readonly onOpen: (conversationId: ConversationId | undefined, messageId?: MessageId) => void;
  /** The chat in sight was deleted. */
  readonly onDeleteCurrent: (conversationId: ConversationId) => void;
  readonly onConnectModel: () => void;
}

const NO_PROPS = {};

/** As many chats are drawn without the code that draws only those in sight. */
const PLAIN_COUNT = 100;

const TOP_BUTTON =
  'flex min-h-9 w-full items-center gap-2.5 rounded-lg px-2.5 text-[0.9375rem] transition-colors hover:bg-surface-2 pointer-coarse:min-h-11';

/** All chats, the latest first, and the page's own buttons. */
export function Sidebar(props: SidebarProps) {
  const { currentId, searching, onSearching, onOpen, onDeleteCurrent, onConnectModel } = props;
  const conversations = useChat((state) => state.conversations);
  const isForgetful = useChat((state) => state.storage.status === 'memory-only');
  const sorted = useMemo(() => sortedConversations(conversations), [conversations]);
  const [selecting, setSelecting] = useState<ConversationId>();
  const [tagging, setTagging] = useState<ConversationId>();
  const aside = useRef<HTMLElement>(null);
  const keepFocus = useListFocus(aside);
  const isSorted = sorted.length === conversations.size && !sorted.some(({ tags }) => tags);
  const [isGrown, setGrown] = useState(false);
  // It stays then: another list in its place would lose the focus.
  const needsBrowser = searching !== undefined || selecting !== undefined || sorted.length > PLAIN_COUNT || !isSorted;
  if (needsBrowser && !isGrown) setGrown(true);
  const rows = {
    currentId,
    onOpen,
    onDeleted: (id: ConversationId) => id === currentId && onDeleteCurrent(id),
    onSelect: setSelecting,
    onTags: setTagging,
  };
  const endTagging = () => {
    setTagging(undefined);
    requestAnimationFrame(keepFocus);
  };
  const list = <ChatList conversations={sorted.slice(0, PLAIN_COUNT)} {...rows} />;
  return (
    <aside ref={aside} aria-label={say('Sidebar')} className="flex h-full w-66 max-w-[90vw] flex-col bg-surface-1">
      <Top
        onNewChat={() => onOpen(undefined)}
        onSearch={!searching && conversations.size > 0 ? () => onSearching({ query: '' }) : undefined}
      />
      {isGrown ? (
        <Lazily
          load={() => import('./ChatBrowser.tsx')}
          props={{
            ...rows,
            searching,
            onSearchEnd() {
              onSearching(undefined);
              focusSoon(aside, '[data-search]');
            },
            selectFirst: selecting,
            onSelectEnd() {
              setSelecting(undefined);
              focusSoon(aside, 'nav');
            },
            onShown: keepFocus,
          }}
          waiting={list}
        />
      ) : (
        list
      )}
      {/* Above the list, which makes room for another one with the first tag that there is. */}
      {tagging && <TagsOfChat conversationId={tagging} onClose={endTagging} />}
      {isForgetful && <Lazily load={() => import('./StorageLine.tsx')} props={NO_PROPS} />}
      <Foot onConnectModel={onConnectModel} />
    </aside>
  );
}

function Top({ onNewChat, onSearch }: { onNewChat: () => void; onSearch: (() => void) | undefined }) {
  return (
    <div className="p-2">
      <button type="button" onClick={onNewChat} className={`${TOP_BUTTON} font-medium`}>
        <SquarePen aria-hidden size={17} strokeWidth={1.75} />
        {say('New chat')}
      </button>
      {onSearch && (
        <button data-search type="button" onClick={onSearch} className={`${TOP_BUTTON} text-fg-2`}>
          <Search aria-hidden size={17} strokeWidth={1.75} />
          {say('Search chats')}
        </button>
      )}
    </div>
  );
}

function Foot({ onConnectModel }: Pick<SidebarProps, 'onConnectModel'>) {
  const [isShowing, setShowing] = useState(false);
  return (
    <div className="flex items-center gap-1 border-t border-line p-2">
      <IconButton label={say('Providers')} icon={Plug} onClick={onConnectModel} />
      <IconButton label={say('Your data')} icon={Database} onClick={() => setShowing(true)} />
      <SettingsButton />
      <ThemeButton />
      <span className="ms-auto px-2 text-[0.8125rem] text-fg-3">Rivulet</span>
      {isShowing && <YourData onClose={() => setShowing(false)} />}
    </div>
  );
}

/** Gives the focus a new place once what had it is gone. */
function focusSoon(box: RefObject<HTMLElement | null>, selector: string): void {
  requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(selector)?.focus());
}

const THEMES: Readonly<Record<Theme, { icon: LucideIcon; label: Words; next: Theme }>> = {
  system: { icon: SunMoon, label: 'Theme: as the device', next: 'light' },
  light: { icon: Sun, label: 'Theme: light', next: 'dark' },
  dark: { icon: Moon, label: 'Theme: dark', next: 'system' },
};

function ThemeButton() {
  const [{ theme }, change] = useSettings();
  const { icon, label, next } = THEMES[theme];
  return <IconButton label={say(label)} icon={icon} onClick={() => change({ theme: next })} />;
}
