import { Ellipsis, Pencil, Pin, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState, type MouseEvent, type Ref } from 'react';
import type { Conversation } from '../../conversation/Conversation.ts';
import { useChat } from '../../hooks/useChat.ts';
import { pathOf } from '../../hooks/useRoute.ts';
import { useSession } from '../../hooks/useSession.ts';
import { useStreamingReply } from '../../hooks/useStreamingReply.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Lazily } from '../ui/Lazily.tsx';
import { say } from '../../words/say.ts';
import { RenameField } from './RenameField.tsx';

/** What a row of the list is given. */
export interface RowProps {
  readonly conversation: Conversation;
  readonly current: boolean;
  readonly onOpen: () => void;
  readonly onDeleted: () => void;
  /** Begins to select chats with this one. */
  readonly onSelect: () => void;
  /** Shows what it is filed under. */
  readonly onTags: () => void;
}

/** One chat in the list: a link, and beside it Rename, Delete and more, seen on hover, focus and touch. Stands in an `<li>`. */
export function ConversationRow({ conversation, current, onOpen, onDeleted, onSelect, onTags }: RowProps) {
  const session = useSession();
  const [renaming, setRenaming] = useState(false);
  const [menuAt, setMenuAt] = useState<DOMRect>();
  const link = useRef<HTMLAnchorElement>(null);
  const renamedByKey = useRef(false);
  useEffect(() => {
    if (renaming || !renamedByKey.current) return;
    renamedByKey.current = false;
    link.current?.focus();
  }, [renaming]);

  const remove = () => {
    heirOf(link.current)?.focus();
    onDeleted();
    void session.deleteConversation(conversation.id);
  };
  const rename = (title: string, by: 'key' | 'leaving') => {
    // Whoever left the field has the focus elsewhere already.
    renamedByKey.current = by === 'key';
    setRenaming(false);
    if (title !== conversation.title) void session.renameConversation(conversation.id, title);
  };

  if (renaming) return <RenameField initialTitle={conversation.title} onDone={rename} />;
  return (
    <div className="group/row relative flex items-center rounded-lg hover:bg-surface-2 has-[[aria-current]]:bg-surface-3">
      <ConversationLink ref={link} conversation={conversation} current={current} onOpen={onOpen} />
      <RowButtons
        menuOpen={menuAt !== undefined}
        onRename={() => setRenaming(true)}
        onDelete={remove}
        onMenu={setMenuAt}
      />
      {menuAt && (
        <Lazily
          load={() => import('./ChatMenu.tsx')}
          props={{
            conversation,
            at: menuAt,
            onOpen,
            onClose: () => setMenuAt(undefined),
            onRename: () => setRenaming(true),
            onSelect,
            onTags,
            onLeave: () => heirOf(link.current)?.focus(),
            onDelete: remove,
          }}
          onGiveUp={() => setMenuAt(undefined)}
        />
      )}
    </div>
  );
}

interface RowButtonsProps {
  readonly menuOpen: boolean;
  readonly onRename: () => void;
  readonly onDelete: () => void;
  /** Opens the menu at the button that is there. */
  readonly onMenu: (at: DOMRect) => void;
}

function RowButtons({ menuOpen, onRename, onDelete, onMenu }: RowButtonsProps) {
  return (
    <span
      className={`shrink-0 items-center group-focus-within/row:flex group-hover/row:flex pointer-coarse:flex ${menuOpen ? 'flex' : 'hidden'}`}
    >
      {/* A finger finds both in the menu: there is no room for three targets beside a title. */}
      <span className="contents pointer-coarse:hidden">
        <IconButton label={say('Rename')} icon={Pencil} onClick={onRename} className={HOVER} />
        <IconButton label={say('Delete')} icon={Trash2} onClick={onDelete} className={HOVER} />
      </span>
      <IconButton
        label={say('More')}
        icon={Ellipsis}
        aria-haspopup="menu"
        aria-expanded={menuOpen}
        onClick={(event) => onMenu(event.currentTarget.getBoundingClientRect())}
        className={HOVER}
      />
    </span>
  );
}

const HOVER = 'hover:bg-surface-3';

function ConversationLink({
  conversation,
  current,
  onOpen,
  ref,
}: {
  conversation: Conversation;
  current: boolean;
  onOpen: () => void;
  ref: Ref<HTMLAnchorElement>;
}) {
  const here = useStreamingReply(conversation.id) !== undefined;
  const mark = useChat(({ generatingElsewhere, unread }) => {
    if (here || generatingElsewhere.has(conversation.id)) return 'Generating';
    return unread.has(conversation.id) ? 'Unread' : undefined;
  });
  const open = (event: MouseEvent) => {
    // With a modifier the browser's own way holds: a new tab or window.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen();
  };
  return (
    <a
      ref={ref}
      href={pathOf(conversation.id)}
      aria-current={current ? 'page' : undefined}
      onClick={open}
      className="flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded-lg px-2.5 text-[0.9375rem] text-fg-1 outline-offset-[-2px] pointer-coarse:min-h-11"
      title={[conversation.title, ...(conversation.tags ?? []).map((tag) => `#${tag}`)].join(' ')}
    >
      <bdi className="truncate">{conversation.title}</bdi>
      {conversation.pinned && (
        <>
          {' '}
          <Pin aria-hidden size={13} strokeWidth={1.75} className="ms-auto shrink-0 text-fg-3" />
          <span className="sr-only">{say('Pinned')}</span>
        </>
      )}
      {mark && (
        <>
          {' '}
          <Mark name={mark} />
        </>
      )}
    </a>
  );
}

/** A ring that pulses while a reply is being made; a dot when one has ended unseen. */
function Mark({ name }: { name: 'Generating' | 'Unread' }) {
  return (
    <span
      className={`ms-auto size-2 shrink-0 rounded-full ${name === 'Generating' ? 'animate-pulse border-2 border-accent' : 'bg-accent'}`}
    >
      <span className="sr-only">{say(name)}</span>
    </span>
  );
}

/** Where focus goes when a row leaves: the next chat, else the one before, else the empty list. */
function heirOf(link: HTMLElement | null): HTMLElement | null | undefined {
  const row = link?.closest('li');
  const neighbour = row?.nextElementSibling ?? row?.previousElementSibling;
  return neighbour?.querySelector('a') ?? link?.closest('nav');
}
