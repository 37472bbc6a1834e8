import {
  Archive,
  ArchiveRestore,
  FileBraces,
  FileDown,
  FileText,
  Link,
  ListChecks,
  ListTree,
  Pencil,
  Pin,
  PinOff,
  Printer,
  SlidersHorizontal,
  Tag,
  Trash2,
  type LucideIcon,
} from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { Conversation } from '../../conversation/Conversation.ts';
import type { Filing } from '../../conversation/tags.ts';
import { useCopy } from '../../hooks/useCopy.ts';
import { printChat } from '../../hooks/printChat.ts';
import { pathOf } from '../../hooks/useRoute.ts';
import { useSession } from '../../hooks/useSession.ts';
import { Lazily } from '../ui/Lazily.tsx';
import { say } from '../../words/say.ts';
import { useChatSaving } from './useChatSaving.ts';

/** What the menu of a chat is given. */
export interface ChatMenuProps {
  readonly conversation: Conversation;
  /** Where the button is that opened it. */
  readonly at: DOMRect;
  /** Shows the chat. */
  readonly onOpen: () => void;
  readonly onClose: () => void;
  readonly onRename: () => void;
  readonly onSelect: () => void;
  readonly onTags: () => void;
  /** Gives the focus to another chat before this one leaves the list. */
  readonly onLeave: () => void;
  readonly onDelete: () => void;
}

const WIDTH = 208;
const MARGIN = 8;

/** What can be done with a chat of the list. A modal dialog holds it: the platform keeps the focus in it and gives it back. */
export default function ChatMenu(props: ChatMenuProps) {
  const { conversation, at, onOpen, onClose, onRename, onSelect, onTags, onLeave, onDelete } = props;
  const session = useSession();
  const [, copy] = useCopy();
  const [view, setView] = useState<'menu' | View>('menu');
  const save = useChatSaving(conversation);
  const dialog = useMenuAt(at);
  const chosen = useRef<(() => unknown) | undefined>(undefined);
  const { id, pinned = false, archived = false } = conversation;
  if (view === 'settings') {
    return <Lazily load={loadSettings} props={{ conversationId: id, onClose }} onGiveUp={onClose} />;
  }
  if (view === 'outline') {
    return <Lazily load={loadOutline} props={{ conversation, onOpen, onClose }} onGiveUp={onClose} />;
  }
  const file = (filing: Filing) => () => void session.fileConversations([id], filing);
  const leave = (filing: Filing) => () => {
    onLeave();
    file(filing)();
  };
  const items: readonly Item[] = [
    pinned ? [say('Unpin'), PinOff, file({ pinned: false })] : [say('Pin'), Pin, file({ pinned: true })],
    [say('Tags…'), Tag, onTags],
    archived
      ? [say('Move back from archive'), ArchiveRestore, leave({ archived: false })]
      : [say('Archive'), Archive, leave({ archived: true })],
    [say('Outline'), ListTree, 'outline'],
    [say('Rename'), Pencil, onRename],
    [say('Settings of this chat'), SlidersHorizontal, 'settings'],
    [say('Copy link'), Link, () => copy({ 'text/plain': `${location.origin}${pathOf(id)}` })],
    [say('Save as Markdown'), FileDown, () => save('markdown')],
    [say('Save as HTML page'), FileText, () => save('html')],
    [say('Save as JSON'), FileBraces, () => save('json')],
    [say('Print'), Printer, () => printChat(session, id, onOpen)],
    [say('Select'), ListChecks, onSelect],
    [say('Delete'), Trash2, onDelete],
  ];
  const choose = (action: Item[2]) => {
    if (typeof action === 'string') return setView(action);
    // Closed first: what is done then may want the focus.
    chosen.current = action;
    dialog.current?.close();
  };
  return (
    // Esc is the keyboard's way out; the press beside it is an extra for the pointer.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      aria-label={say('Chat: {title}', { title: conversation.title })}
      onClose={() => {
        onClose();
        chosen.current?.();
      }}
      onClick={(event) => event.target === event.currentTarget && dialog.current?.close()}
      className="m-0 w-52 rounded-xl border border-line bg-menu p-1 text-fg-1 backdrop:bg-transparent"
    >
      <Items items={items} onChoose={choose} />
    </dialog>
  );
}

/** What takes the place of the menu. */
type View = 'outline' | 'settings';

const loadOutline = () => import('../outline/OutlineDialog.tsx');

const loadSettings = () => import('../settings/SettingsDialog.tsx');

/** What it is called, its icon, and what it does or shows. */
type Item = readonly [string, LucideIcon, (() => unknown) | View];

function Items({ items, onChoose }: { items: readonly Item[]; onChoose: (action: Item[2]) => void }) {
  return (
    <div role="menu" tabIndex={-1} aria-label={say('Chat actions')} onKeyDown={moveInMenu}>
      {items.map(([label, Icon, action]) => (
        <button
          key={label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          onClick={() => onChoose(action)}
          className="flex min-h-9 w-full items-center gap-2.5 rounded-lg px-2.5 text-start text-[0.9375rem] outline-offset-[-2px] hover:bg-menu-hover focus-visible:bg-menu-hover pointer-coarse:min-h-11"
        >
          <Icon aria-hidden size={16} strokeWidth={1.75} className="shrink-0 text-fg-3" />
          {label}
        </button>
      ))}
    </div>
  );
}

/** Opens a dialog under a button, or above it where there is no room. */
function useMenuAt(at: DOMRect): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const box = dialog.current;
    if (!box || box.open) return;
    box.showModal();
    const { offsetHeight } = box;
    const below = at.bottom + offsetHeight + MARGIN <= window.innerHeight;
    box.style.top = `${Math.max(MARGIN, below ? at.bottom + 4 : at.top - offsetHeight - 4)}px`;
    const left = getComputedStyle(box).direction === 'rtl' ? at.left : at.right - WIDTH;
    box.style.left = `${Math.max(MARGIN, Math.min(left, window.innerWidth - WIDTH - MARGIN))}px`;
    box.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }, [at]);
  return dialog;
}

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

function moveInMenu(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')];
  items[
    step(
      items.findIndex((item) => item === document.activeElement),
      items.length,
    )
  ]?.focus();
}
