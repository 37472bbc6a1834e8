import { Search } from 'lucide-react';
import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { isApple } from '../../hooks/isApple.ts';
import { isComposing } from '../../hooks/isComposing.ts';
import { useChat } from '../../hooks/useChat.ts';
import { useSettings } from '../../hooks/useSettings.ts';
import { sortedConversations } from '../../store/selectors.ts';
import { say } from '../../words/say.ts';
import { firstFocus } from '../ui/firstFocus.ts';
import type { CommandContext } from './Command.ts';
import { paletteGroups, searchEntry, type PaletteEntry } from './paletteEntries.ts';
import { optionId, PaletteList } from './PaletteList.tsx';

/**
 * Every command, setting and chat behind one field. What is chosen is done when the palette is closed and the focus back.
 *
 * @see docs/spec.md U70
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export function CommandPalette({ context, onClose }: { context: CommandContext; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const chosen = useRef<PaletteEntry>(undefined);
  const [query, setQuery] = useState('');
  const [activeId, setActiveId] = useState<string>();
  const listId = useId();
  const search = searchEntry(query);
  const groups = useGroups(query, context);
  const entries = [search, ...groups.flatMap((group) => group.entries)];
  const active = entries.find(({ id }) => id === activeId) ?? entries[1] ?? search;
  // At once: what is typed next belongs into its field.
  useLayoutEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  const close = () => dialog.current?.close();
  const choose = (entry: PaletteEntry) => {
    chosen.current = entry;
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    const step = STEPS[event.key];
    if (step) setActiveId(entries[step(entries.indexOf(active), entries.length)]?.id);
    else if (event.key === 'Enter') choose(active);
    else if (isOpener(event)) close();
    else return;
    event.preventDefault();
  };
  return (
    // The keys are those of the field in it; the press beside it is an extra for the pointer.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      aria-label={say('All commands')}
      onClose={() => {
        onClose();
        chosen.current?.run(context);
      }}
      onClick={(event) => event.target === event.currentTarget && close()}
      onKeyDown={onKeyDown}
      className="mx-auto mt-[max(1rem,12dvh)] mb-auto w-[min(36rem,calc(100vw-2rem))] max-w-none overflow-hidden rounded-xl border border-line bg-menu p-0 text-fg-1"
    >
      <Field
        query={query}
        listId={listId}
        activeId={optionId(listId, active)}
        onQuery={(typed) => {
          setQuery(typed);
          setActiveId(undefined);
        }}
      />
      <PaletteList {...{ listId, search, groups, active }} onActive={setActiveId} onChoose={choose} />
    </dialog>
  );
}

function useGroups(query: string, context: CommandContext) {
  const conversations = useChat((state) => state.conversations);
  // What holds is marked.
  useSettings();
  return paletteGroups(query, context, allChats(conversations));
}

type Conversations = Parameters<typeof sortedConversations>[0];

/** As the list has them, the archived ones last. With ten thousand it is not made anew for each letter. */
function allChats(conversations: Conversations) {
  if (sorted?.of !== conversations) {
    sorted = {
      of: conversations,
      chats: [...sortedConversations(conversations), ...sortedConversations(conversations, true)],
    };
  }
  return sorted.chats;
}

let sorted: { readonly of: Conversations; readonly chats: ReturnType<typeof sortedConversations> } | undefined;

function Field(props: { query: string; listId: string; activeId: string; onQuery: (query: string) => void }) {
  return (
    <div className="relative flex items-center border-b border-line">
      <Search aria-hidden size={17} strokeWidth={1.75} className="pointer-events-none absolute start-4 text-fg-3" />
      <input
        type="text"
        role="combobox"
        aria-label={say('Command, setting or chat')}
        placeholder={say('Command, setting or chat')}
        aria-expanded
        aria-controls={props.listId}
        aria-activedescendant={props.activeId}
        aria-autocomplete="list"
        ref={firstFocus}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={props.query}
        onChange={(event) => props.onQuery(event.target.value)}
        className="min-h-12 w-full rounded-t-xl bg-transparent ps-11 pe-4 text-[1rem] outline-offset-[-2px] placeholder:text-fg-3"
      />
    </div>
  );
}

const PAGE = 8;

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  PageDown: (at, count) => Math.min(at + PAGE, count - 1),
  PageUp: (at) => Math.max(at - PAGE, 0),
};

/** Whether these are the keys that open it. */
function isOpener({ key, code, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return (isApple() ? metaKey : ctrlKey) && (key.toLowerCase() === 'k' || code === 'KeyK');
}
