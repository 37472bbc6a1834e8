import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { ConversationId } from '../../conversation/Message.ts';
import { hasTag, tagsOf } from '../../conversation/tags.ts';
import { useChat } from '../../hooks/useChat.ts';
import { sortedConversations } from '../../store/selectors.ts';
import type { AskedSearch } from './AskedSearch.ts';
import { ChatRow, type ListActions } from './ChatList.tsx';
import { FilterSelect, type ChatFilter } from './FilterSelect.tsx';
import { LongList } from './LongList.tsx';
import { SearchPanel } from './SearchPanel.tsx';
import { SelectableChats } from './SelectableChats.tsx';

/** What the browser of chats is given. */
export interface ChatBrowserProps extends ListActions {
  readonly searching: AskedSearch | undefined;
  readonly onSearchEnd: () => void;
  /** Chats are selected, this one first. */
  readonly selectFirst: ConversationId | undefined;
  readonly onSelectEnd: () => void;
  /** It stands in the place of the list that was there before. */
  readonly onShown: () => void;
}

/** What only a library needs that has grown: search, tags and archive, many selected at once, a list of any length. */
export default function ChatBrowser(props: ChatBrowserProps) {
  const { searching, onSearchEnd, selectFirst, onSelectEnd, onShown, ...actions } = props;
  const tell = useEffectEvent(onShown);
  useEffect(() => tell(), []);
  const conversations = useChat((state) => state.conversations);
  const [wanted, setFilter] = useState<ChatFilter>('all');
  const tags = useMemo(() => tagsOf(conversations.values()), [conversations]);
  const hasArchived = useMemo(() => [...conversations.values()].some(({ archived }) => archived), [conversations]);
  // What the last chat has left is no place to be.
  const isThere = wanted === 'all' || (wanted === 'archived' ? hasArchived : tags.includes(wanted.slice(1)));
  const filter = isThere ? wanted : 'all';
  const shown = useMemo(() => {
    if (!filter.startsWith('#')) return sortedConversations(conversations, filter === 'archived');
    return sortedConversations(conversations).filter((chat) => hasTag(chat, filter.slice(1)));
  }, [conversations, filter]);

  if (searching) return <SearchPanel {...actions} asked={searching} onEnd={onSearchEnd} />;
  return (
    <>
      {(tags.length > 0 || hasArchived) && (
        <FilterSelect filter={filter} tags={tags} hasArchived={hasArchived} onFilter={setFilter} />
      )}
      {selectFirst === undefined ? (
        <LongList conversations={shown}>
          {(conversation) => <ChatRow conversation={conversation} {...actions} />}
        </LongList>
      ) : (
        <SelectableChats
          conversations={shown}
          first={selectFirst}
          currentId={actions.currentId}
          onDeleted={actions.onDeleted}
          onEnd={onSelectEnd}
        />
      )}
    </>
  );
}
