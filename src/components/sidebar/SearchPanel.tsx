import { Search, X } from 'lucide-react';
import { useDeferredValue, useState, type KeyboardEvent } from 'react';
import { isComposing } from '../../hooks/isComposing.ts';
import { useSearch, type Searching } from '../../hooks/useSearch.ts';
import type { FoundChat } from '../../search/Searcher.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { say } from '../../words/say.ts';
import type { AskedSearch } from './AskedSearch.ts';
import { ChatsBox, NoChats, type ListActions } from './ChatList.tsx';
import { FoundChats, foundByTitle } from './FoundChats.tsx';

/** How many chats are shown at first, and how many more with each press. */
const STEP = 20;

/** What the panel is given. */
export interface SearchPanelProps extends Pick<ListActions, 'onOpen'> {
  readonly asked: AskedSearch;
  readonly onEnd: () => void;
}

/** A field, and below it what was found. Esc ends it. */
export function SearchPanel({ asked: wanted, onOpen, onEnd }: SearchPanelProps) {
  const [typed, setTyped] = useState(wanted.query);
  const [given, setGiven] = useState(wanted);
  if (given !== wanted) {
    setGiven(wanted);
    setTyped(wanted.query);
  }
  const query = useDeferredValue(typed.trim());
  const [asked, setAsked] = useState({ query, limit: STEP });
  // Another query begins with its first results again.
  if (asked.query !== query) setAsked({ query, limit: STEP });
  const searching = useSearch(query, asked.limit);
  const found = foundIn(searching, asked.limit);
  const { result, resultOf } = searching;
  const hasMore = result !== undefined && (result.hasMore || result.titles.length > asked.limit);
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
  return (
    // Keys that lead from the field to what was found, and back to the list.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div onKeyDown={onKeyDown} className="flex min-h-0 flex-1 flex-col">
      <SearchField typed={typed} onTyped={setTyped} onEnd={onEnd} />
      <p
        role="status"
        data-result-of={resultOf}
        data-whole={result?.isWhole}
        className="px-4.5 pb-1 text-[0.8125rem] text-fg-3 tabular-nums empty:hidden"
      >
        {query !== '' && sentence(found.length, { searching, query, hasMore })}
      </p>
      <ChatsBox>
        {query === '' ? (
          <NoChats words={say('Finds words in titles, tags and messages, on every branch.')} />
        ) : (
          <FoundChats found={found} onOpen={onOpen} />
        )}
        {hasMore && (
          <Button onClick={() => setAsked({ query, limit: asked.limit + STEP })} className="my-1 w-full">
            {say('Show more')}
          </Button>
        )}
      </ChatsBox>
    </div>
  );
}

function SearchField({
  typed,
  onTyped,
  onEnd,
}: {
  typed: string;
  onTyped: (typed: string) => void;
  onEnd: () => void;
}) {
  return (
    <div role="search" aria-label={say('Chats')} className="relative mx-2 mb-2 flex items-center">
      <Search aria-hidden size={16} strokeWidth={1.75} className="pointer-events-none absolute start-2.5 text-fg-3" />
      <input
        type="text"
        inputMode="search"
        aria-label={say('Search chats')}
        placeholder={say('Search chats')}
        // Who asked to search wants to type.
        autoFocus
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={typed}
        onChange={(event) => onTyped(event.target.value)}
        className="min-h-(--target) w-full rounded-lg border border-line-control bg-surface-0 ps-9 pe-10 text-[0.9375rem] pointer-coarse:text-[1rem]"
      />
      <IconButton label={say('End search')} icon={X} onClick={onEnd} className="absolute end-0" />
    </div>
  );
}

/** Those whose title holds it first, each with its places. */
function foundIn({ result }: Searching, limit: number): readonly FoundChat[] {
  if (!result) return [];
  const titles = result.titles.slice(0, limit);
  const byTitle = titles.map(
    (id) => result.chats.find(({ conversationId }) => conversationId === id) ?? foundByTitle(id),
  );
  return [...byTitle, ...result.chats.filter(({ conversationId }) => !titles.includes(conversationId))];
}

function sentence(
  count: number,
  { searching, query, hasMore }: { searching: Searching; query: string; hasMore: boolean },
): string {
  const { result, resultOf } = searching;
  if (result?.failed) return say('The chats could not be searched. Type again to try anew.');
  const isBusy = resultOf !== query || result?.isWhole === false;
  if (count === 0) return isBusy ? say('Searching…') : say('Nothing found');
  const chats = hasMore
    ? say('{count}+ chats', { count })
    : say('{count, plural, one {# chat} other {# chats}}', { count });
  return isBusy ? say('{chats}, searching…', { chats }) : chats;
}
