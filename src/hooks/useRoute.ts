import { useCallback, useSyncExternalStore } from 'react';
import { messageLink } from '../conversation/messageLink.ts';
import { isConversationId, isMessageId, type ConversationId, type MessageId } from '../conversation/Message.ts';

/** Where the page is. */
export interface Route {
  /** The chat in the address, `/c/:conversationId`; `undefined` at `/`, where a new one begins. */
  readonly conversationId: ConversationId | undefined;
  /** The message in it, `#m-:messageId`. */
  readonly messageId: MessageId | undefined;
  /** Another one with each step, also where a step leads to the same message: it is shown again then. */
  readonly step: string;
  /** Whether the address can be that of a chat or of a new one; a link that was cut short cannot. */
  readonly valid: boolean;
  /** Goes to a chat or a message of it, or to a new chat. `replace` leaves no step to go back to. */
  readonly goTo: GoTo;
}

/** Goes somewhere. */
export type GoTo = (
  conversationId: ConversationId | undefined,
  how?: { readonly messageId?: MessageId | undefined; readonly replace?: true },
) => void;

const MOVED = 'rivulet:moved';

/** Counts the steps of this page. */
let steps = 0;

/**
 * The address of the page as state; back and forward work.
 *
 * @see docs/spec.md U19 and U65
 */
export function useRoute(): Route {
  const place = useSyncExternalStore(subscribe, () => `${steps} ${location.pathname}${location.hash}`);
  const goTo = useCallback<GoTo>((conversationId, { messageId, replace } = {}) => {
    const next = pathOf(conversationId, messageId);
    const isHere = next === location.pathname + location.hash;
    if (isHere && messageId === undefined) return;
    if (replace || isHere) history.replaceState(null, '', next);
    else history.pushState(null, '', next);
    dispatchEvent(new Event(MOVED));
  }, []);
  const { conversationId, messageId, valid } = readPlace(place.slice(place.indexOf(' ') + 1));
  return { conversationId, messageId, valid, step: place, goTo };
}

/** The address of a chat, of a message of it, or of a new one. */
export function pathOf(conversationId: ConversationId | undefined, messageId?: MessageId): string {
  return conversationId === undefined ? '/' : messageLink(conversationId, messageId);
}

function readPlace(place: string): Pick<Route, 'conversationId' | 'messageId' | 'valid'> {
  const [path = '', hash = ''] = place.split('#', 2);
  const id = /^\/c\/([^/]+)$/.exec(path)?.[1];
  const conversationId = isConversationId(id) ? id : undefined;
  const named = hash.startsWith('m-') ? hash.slice(2) : undefined;
  const messageId = conversationId !== undefined && isMessageId(named) ? named : undefined;
  return { conversationId, messageId, valid: conversationId !== undefined || path === '/' };
}

function subscribe(onChange: () => void): () => void {
  const hear = (): void => {
    steps += 1;
    onChange();
  };
  addEventListener('popstate', hear);
  addEventListener(MOVED, hear);
  return () => {
    removeEventListener('popstate', hear);
    removeEventListener(MOVED, hear);
  };
}
