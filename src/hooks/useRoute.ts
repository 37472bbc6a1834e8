import { useCallback, useSyncExternalStore } from 'react';
import { isConversationId, type ConversationId } from '../conversation/Message.ts';

/** Where the page is. */
export interface Route {
  /** The chat in the address, `/c/:conversationId`; `undefined` at `/`, where a new one begins. */
  readonly conversationId: ConversationId | undefined;
  /** Whether the address can be that of a chat or of a new one; a link that was cut short cannot. */
  readonly valid: boolean;
  /** Goes to a chat, or to a new one. `replace` leaves no step to go back to. */
  readonly goTo: (conversationId: ConversationId | undefined, how?: 'push' | 'replace') => void;
}

const MOVED = 'rivulet:moved';

/** The address of the page as state; back and forward work. */
export function useRoute(): Route {
  const path = useSyncExternalStore(subscribe, () => location.pathname);
  const goTo = useCallback((conversationId: ConversationId | undefined, how: 'push' | 'replace' = 'push') => {
    const next = pathOf(conversationId);
    if (next === location.pathname) return;
    if (how === 'push') history.pushState(null, '', next);
    else history.replaceState(null, '', next);
    dispatchEvent(new Event(MOVED));
  }, []);
  const conversationId = conversationIn(path);
  return { conversationId, valid: conversationId !== undefined || path === '/', goTo };
}

/** The address of a chat, or of a new one. */
export function pathOf(conversationId: ConversationId | undefined): string {
  return conversationId === undefined ? '/' : `/c/${conversationId}`;
}

function conversationIn(path: string): ConversationId | undefined {
  const id = /^\/c\/([^/]+)$/.exec(path)?.[1];
  return isConversationId(id) ? id : undefined;
}

function subscribe(onChange: () => void): () => void {
  addEventListener('popstate', onChange);
  addEventListener(MOVED, onChange);
  return () => {
    removeEventListener('popstate', onChange);
    removeEventListener(MOVED, onChange);
  };
}
