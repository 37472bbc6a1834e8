import { useRef, useState } from 'react';
import type { Conversation } from '../../conversation/Conversation.ts';
import type { ConversationId } from '../../conversation/Message.ts';
import { useSession } from '../../hooks/useSession.ts';
import { LongList } from './LongList.tsx';
import { SelectionToolbar } from './SelectionToolbar.tsx';
import TagsDialog from './TagsDialog.tsx';

/** What a list of chats to be selected is given. */
export interface SelectableProps {
  readonly conversations: readonly Conversation[];
  readonly first: ConversationId;
  readonly currentId: ConversationId | undefined;
  readonly onDeleted: (conversationId: ConversationId) => void;
  readonly onEnd: () => void;
}

/** Chats with a box each, and what can be done with all that are ticked. Shift ticks all between two; Esc ends it. */
export function SelectableChats({ conversations, first, currentId, onDeleted, onEnd }: SelectableProps) {
  const session = useSession();
  const { ticked, tick, tickAll } = useTicks(conversations, first);
  const [tagging, setTagging] = useState(false);
  // What is not listed is not selected: nobody would see it go.
  const chosen = conversations.filter(({ id }) => ticked.has(id));
  const ids = chosen.map(({ id }) => id);
  const areArchived = chosen.length > 0 && chosen.every(({ archived }) => archived);
  const remove = () => {
    if (currentId !== undefined && ids.includes(currentId)) onDeleted(currentId);
    void session.deleteConversations(ids);
    onEnd();
  };
  const archive = () => {
    void session.fileConversations(ids, { archived: !areArchived });
    onEnd();
  };
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
      <SelectionToolbar
        count={ids.length}
        all={ids.length === conversations.length}
        areArchived={areArchived}
        onAll={tickAll}
        onArchive={archive}
        onTags={() => setTagging(true)}
        onDelete={remove}
        onEnd={onEnd}
      />
      <LongList conversations={conversations}>
        {({ id, title }) => (
          <label className="flex min-h-9 items-center gap-2.5 rounded-lg px-2.5 text-[0.9375rem] hover:bg-surface-2 has-checked:bg-surface-3 pointer-coarse:min-h-11">
            <input
              type="checkbox"
              autoFocus={id === first}
              checked={ticked.has(id)}
              onChange={({ target, nativeEvent }) => tick(id, target.checked, hasShift(nativeEvent))}
              className="size-4 shrink-0"
            />
            <bdi className="truncate">{title}</bdi>
          </label>
        )}
      </LongList>
      {tagging && <TagsDialog conversations={chosen} onClose={() => setTagging(false)} />}
    </div>
  );
}

/** Which chats are ticked, at first one. */
function useTicks(conversations: readonly Conversation[], first: ConversationId) {
  const [ticked, setTicked] = useState<ReadonlySet<ConversationId>>(() => new Set([first]));
  const last = useRef<ConversationId>(first);
  return {
    ticked,
    tick(id: ConversationId, isTicked: boolean, toRange: boolean) {
      const next = new Set(ticked);
      for (const each of toRange ? between(conversations, last.current, id) : [id]) {
        if (isTicked) next.add(each);
        else next.delete(each);
      }
      last.current = id;
      setTicked(next);
    },
    tickAll: (all: boolean) => setTicked(new Set(all ? conversations.map(({ id }) => id) : [])),
  };
}

function hasShift(event: Event): boolean {
  return 'shiftKey' in event && event.shiftKey === true;
}

/** The chats from one to another, both included, as they are listed. */
function between(
  conversations: readonly Conversation[],
  from: ConversationId,
  to: ConversationId,
): readonly ConversationId[] {
  const ids = conversations.map(({ id }) => id);
  const [start = 0, end = 0] = [ids.indexOf(from), ids.indexOf(to)].toSorted((a, b) => a - b);
  return start === -1 ? [to] : ids.slice(start, end + 1);
}
