import { Search, X } from 'lucide-react';
import { useDeferredValue, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import type { ConversationId, MessageId } from '../../conversation/Message.ts';
import { useChat } from '../../hooks/useChat.ts';
import { isComposing } from '../../hooks/isComposing.ts';
import { pathOf } from '../../hooks/useRoute.ts';
import { useSearch } from '../../hooks/useSearch.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { ChatsBox, NoChats, type ListActions } from './ChatList.tsx';

/** How many chats are shown at first, and how many more with each press. */
const STEP = 20;

/** A field, and below it what was found: chats, each with the places where it is. Esc ends it. */
export function SearchPanel({
  onOpen,
  onEnd,
}: Pick<ListActions, 'onOpen'> & {
  onEnd: () => void;
}) {
  const [typed, setTyped] = useState('');
  const query = useDeferredValue(typed.trim());
  const [asked, setAsked] = useState({ query, limit: STEP });
  // Another query begins with its first results again.
  if (asked.query !== query) setAsked({ query, limit: STEP });
  const { result, resultOf } = useSearch(query, asked.limit);
  const conversations = useChat((state) => state.conversations);
  const open = (id: ConversationId, messageId?: MessageId) => (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(id, messageId);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (isComposing(event.nativeEvent)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      onEnd();
    }
    if (event.key === 'ArrowDown' && event.target instanceof HTMLInputElement) {
      event.preventDefault();
      event.currentTarget.querySelector<HTMLElement>('nav a')?.focus();
    }
  };

  const titles = (result?.titles ?? []).slice(0, asked.limit);
  const inTexts = result?.chats ?? [];
  const found = [
    ...titles.map((id) => inTexts.find(({ conversationId }) => conversationId === id) ?? bare(id)),
    ...inTexts.filter(({ conversationId }) => !titles.includes(conversationId)),
  ];
  const isBusy = query !== '' && (resultOf !== query || result?.isWhole === false);
  const hasMore = result !== undefined && (result.hasMore || result.titles.length > asked.limit);
  return (
    // Keys that lead from the field to what was found, and back to the list.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div onKeyDown={onKeyDown} className="flex min-h-0 flex-1 flex-col">
      <div role="search" aria-label="Chats" className="relative mx-2 mb-2 flex items-center">
        <Search
          aria-hidden
          size={16}
          strokeWidth={1.75}
          className="pointer-events-none absolute start-2.5 text-fg-3"
        />
        <input
          type="text"
          inputMode="search"
          aria-label="Search chats"
          placeholder="Search chats"
          // Who asked to search wants to type.
          autoFocus
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="min-h-(--target) w-full rounded-lg border border-line-control bg-surface-0 ps-9 pe-10 text-[0.9375rem] pointer-coarse:text-[1rem]"
        />
        <IconButton label="End search" icon={X} onClick={onEnd} className="absolute end-0" />
      </div>
      <p role="status" data-result-of={resultOf} data-whole={result?.isWhole} className="px-4.5 pb-1 text-[0.8125rem] text-fg-3 tabular-nums empty:hidden">
        {query !== '' && sentence(found.length, { isBusy, hasMore, failed: result?.failed === true })}
      </p>
      <ChatsBox>
        {query === '' ? (
          <NoChats words="Finds words in titles, tags and messages, on every branch." />
        ) : (
          <ul>
            {found.map(({ conversationId, messages, count }) => {
              const chat = conversations.get(conversationId);
              return (
                chat && (
                  <li key={conversationId} className="mb-1">
                    <FoundLink href={pathOf(conversationId)} onClick={open(conversationId)} title={chat.title}>
                      <bdi className="block truncate text-[0.9375rem] font-medium text-fg-1">{chat.title}</bdi>
                    </FoundLink>
                    {messages.map(({ messageId, snippet }) => (
                      <FoundLink
                        key={messageId}
                        href={pathOf(conversationId, messageId)}
                        onClick={open(conversationId, messageId)}
                      >
                        <bdi className="line-clamp-2 text-[0.8125rem] wrap-anywhere text-fg-2">
                          {snippet.pieces.map((piece, index) =>
                            piece.found ? (
                              <mark key={index} className="rounded-xs bg-mark text-inherit">
                                {piece.text}
                              </mark>
                            ) : (
                              piece.text
                            ),
                          )}
                        </bdi>
                      </FoundLink>
                    ))}
                    {count > messages.length && (
                      <p className="px-2.5 text-[0.8125rem] text-fg-3">{count - messages.length} more in this chat</p>
                    )}
                  </li>
                )
              );
            })}
          </ul>
        )}
        {hasMore && (
          <Button onClick={() => setAsked({ query, limit: asked.limit + STEP })} className="my-1 w-full">
            Show more
          </Button>
        )}
      </ChatsBox>
    </div>
  );
}

function FoundLink({
  href,
  title,
  onClick,
  children,
}: {
  href: string;
  title?: string;
  onClick: (event: MouseEvent) => void;
  children: ReactNode;
}) {
  return (
    <a
      href={href}
      title={title}
      onClick={onClick}
      className="block rounded-lg px-2.5 py-1 hover:bg-surface-2 focus-visible:outline-offset-[-2px] pointer-coarse:py-2.5"
    >
      {children}
    </a>
  );
}

function bare(conversationId: ConversationId) {
  return { conversationId, messages: [], count: 0 };
}

function sentence(count: number, { isBusy, hasMore, failed }: { isBusy: boolean; hasMore: boolean; failed: boolean }) {
  if (failed) return 'The chats could not be searched. Type again to try anew.';
  if (count === 0) return isBusy ? 'Searching…' : 'Nothing found';
  const chats = `${count}${hasMore ? '+' : ''} ${count === 1 ? 'chat' : 'chats'}`;
  return isBusy ? `${chats}, searching…` : chats;
}
