import { Menu, PanelLeft, SquarePen, TextSearch } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState, type MouseEvent, type ReactNode } from 'react';
import { focusComposer } from '../hooks/focusComposer.ts';
import { useAboveKeyboard } from '../hooks/useAboveKeyboard.ts';
import { say } from '../words/say.ts';
import { IconButton } from './ui/IconButton.tsx';

/** Above this width the sidebar stands beside the chat, below it it is a drawer. */
export const WIDE = '(width >= 56.25rem)';

/** What the page is given. */
export interface PageProps {
  /** The title of the chat. */
  readonly title: string;
  /** The list of chats. */
  readonly sidebar: ReactNode;
  /** Whether the list is drawn over the chat, where there is no room beside it. */
  readonly drawerOpen: boolean;
  readonly setDrawerOpen: (open: boolean) => void;
  /** Whether the list stands beside the chat, where there is room. */
  readonly listShown: boolean;
  readonly setListShown: (shown: boolean) => void;
  /** Looks for words in this chat; absent where there are none. */
  readonly onFind: (() => void) | undefined;
  readonly onNewChat: () => void;
  readonly children: ReactNode;
}

/** The frame: sidebar beside the chat on a wide screen, a drawer over it on a phone. */
export function Page(props: PageProps) {
  const { title, sidebar, drawerOpen, setDrawerOpen, listShown, setListShown, onFind, onNewChat, children } = props;
  const wide = useMediaQuery(WIDE);
  const drawer = useRef<HTMLDialogElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  useAboveKeyboard(frame);

  useEffect(() => {
    const dialog = drawer.current;
    if (!dialog || dialog.open === drawerOpen) return;
    if (drawerOpen) dialog.showModal();
    else dialog.close();
  }, [drawerOpen, wide]);

  return (
    <div ref={frame} className="relative flex h-dvh overflow-hidden print:block print:h-auto print:overflow-visible">
      <a href="#root" onClick={skip} className="skip">
        {say('Skip to the message box')}
      </a>
      {wide && listShown && <div className="shrink-0 border-e border-line print:hidden">{sidebar}</div>}
      {!wide && (
        // Esc and every choice in it put the drawer away; the press beside it is an extra for the finger.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
        <dialog
          ref={drawer}
          aria-label={say('Chats')}
          // The dialogs in it close by themselves.
          onClose={(event) => event.target === event.currentTarget && setDrawerOpen(false)}
          onClick={(event) => event.target === event.currentTarget && setDrawerOpen(false)}
          className="me-auto ms-0 h-dvh max-h-none w-66 max-w-[85vw] border-e border-line bg-surface-1 p-0 text-fg-1"
        >
          {drawerOpen && sidebar}
        </dialog>
      )}
      <main className="relative flex min-w-0 flex-1 flex-col print:block">
        <header className="flex h-12 shrink-0 items-center gap-1 px-2">
          {wide ? (
            <IconButton
              label={listShown ? say('Hide chats') : say('Show chats')}
              icon={PanelLeft}
              aria-expanded={listShown}
              onClick={() => setListShown(!listShown)}
              className="rtl:-scale-x-100"
            />
          ) : (
            <IconButton
              label={say('Open chats')}
              icon={Menu}
              aria-expanded={drawerOpen}
              onClick={() => setDrawerOpen(true)}
            />
          )}
          <h1 className="min-w-0 flex-1 truncate px-1 text-[0.9375rem] text-fg-2 max-wide:text-center">
            <bdi>{title}</bdi>
          </h1>
          {onFind && <IconButton label={say('Find in this chat')} icon={TextSearch} onClick={onFind} />}
          {(!wide || !listShown) && <IconButton label={say('New chat')} icon={SquarePen} onClick={onNewChat} />}
        </header>
        {children}
      </main>
    </div>
  );
}

function skip(event: MouseEvent): void {
  // The address stays.
  event.preventDefault();
  focusComposer();
}

function useMediaQuery(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  const update = useEffectEvent((event: MediaQueryListEvent) => setMatches(event.matches));
  useEffect(() => {
    const list = matchMedia(query);
    list.addEventListener('change', update);
    return () => list.removeEventListener('change', update);
  }, [query]);
  return matches;
}
