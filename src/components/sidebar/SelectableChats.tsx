import { Archive, ArchiveRestore, CheckCheck, Tag, Trash2, X } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Conversation } from '../../conversation/Conversation.ts';
import type { ConversationId } from '../../conversation/Message.ts';
import { useSession } from '../../hooks/useSession.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { LongList } from './LongList.tsx';
import { TagsDialog } from './TagsDialog.tsx';

/** Chats with a box each, and what can be done with all that are ticked. Shift ticks all between two; Esc ends it. */
export function SelectableChats({
  conversations,
  first,
  currentId,
  onDeleted,
  onEnd,
}: {
  conversations: readonly Conversation[];
  first: ConversationId;
  currentId: ConversationId | undefined;
  onDeleted: (conversationId: ConversationId) => void;
  onEnd: () => void;
}) {
  const session = useSession();
  const [ticked, setTicked] = useState<ReadonlySet<ConversationId>>(() => new Set([first]));
  const [tagging, setTagging] = useState(false);
  const last = useRef<ConversationId>(first);
  // What is not listed is not selected: nobody would see it go.
  const chosen = conversations.filter(({ id }) => ticked.has(id));
  const ids = chosen.map(({ id }) => id);
  const areArchived = chosen.length > 0 && chosen.every(({ archived }) => archived);

  const tick = (id: ConversationId, isTicked: boolean, toRange: boolean) => {
    const range = toRange ? between(conversations, last.current, id) : [id];
    last.current = id;
    const next = new Set(ticked);
    for (const each of range) {
      if (isTicked) next.add(each);
      else next.delete(each);
    }
    setTicked(next);
  };
  const remove = () => {
    if (currentId !== undefined && ids.includes(currentId)) onDeleted(currentId);
    void session.deleteConversations(ids);
    onEnd();
  };
  const archive = () => {
    void session.fileConversations(ids, { archived: !areArchived });
    onEnd();
  };
  const none = ids.length === 0;
  const allTicked = ids.length === conversations.length;
  return (
    // Esc ends it wherever the focus is in it; a button does too.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className="flex min-h-0 flex-1 flex-col"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || tagging) return;
        event.preventDefault();
        onEnd();
      }}
    >
      <div role="toolbar" aria-label="Selected chats" className="flex items-center px-2 pb-1">
        <span aria-live="polite" className="flex-1 truncate px-2.5 text-[0.8125rem] text-fg-2 tabular-nums">
          {ids.length} selected
        </span>
        <IconButton
          label={allTicked ? 'Select none' : 'Select all'}
          icon={CheckCheck}
          onClick={() => setTicked(new Set(allTicked ? [] : conversations.map(({ id }) => id)))}
        />
        <IconButton
          label={areArchived ? 'Move back from archive' : 'Archive'}
          icon={areArchived ? ArchiveRestore : Archive}
          disabled={none}
          onClick={archive}
        />
        <IconButton label="Tags" icon={Tag} disabled={none} onClick={() => setTagging(true)} />
        <IconButton label="Delete selected" icon={Trash2} disabled={none} onClick={remove} />
        <IconButton label="End selection" icon={X} onClick={onEnd} />
      </div>
      <LongList conversations={conversations}>
        {(conversation) => (
          <label className="flex min-h-9 items-center gap-2.5 rounded-lg px-2.5 text-[0.9375rem] hover:bg-surface-2 has-checked:bg-surface-3 pointer-coarse:min-h-11">
            <input
              type="checkbox"
              autoFocus={conversation.id === first}
              checked={ticked.has(conversation.id)}
              onChange={(event) =>
                tick(conversation.id, event.target.checked, 'shiftKey' in event.nativeEvent && event.nativeEvent.shiftKey === true)
              }
              className="size-4 shrink-0"
            />
            <bdi className="truncate">{conversation.title}</bdi>
          </label>
        )}
      </LongList>
      {tagging && <TagsDialog conversations={chosen} onClose={() => setTagging(false)} />}
    </div>
  );
}

/** The chats from one to another, both included, as they are listed. */
function between(
  conversations: readonly Conversation[],
  from: ConversationId,
  to: ConversationId,
): readonly ConversationId[] {
  const ids = conversations.map(({ id }) => id);
  const ends = [ids.indexOf(from), ids.indexOf(to)].toSorted((a, b) => a - b);
  return ends[0] === -1 ? [to] : ids.slice(ends[0], (ends[1] ?? 0) + 1);
}
