import { lastRun, type ConversationId, type Message } from '../../conversation/Message.ts';
import type { UnreadStorage } from '../../persistence/unreadStorage.ts';
import type { ChatState } from '../../store/ChatState.ts';
import type { ChatStore } from '../../store/chatStore.ts';
import { isSameSet } from './isSameSet.ts';
import type { PageSight } from './pageSight.ts';

/** What unread marks are made from. */
export interface UnreadOptions {
  readonly store: ChatStore;
  readonly sight: PageSight;
  readonly storage: UnreadStorage;
  /** Replies that ended since then count, in milliseconds since 1970. */
  readonly sinceMs: number;
}

/**
 * Marks chats in which a reply ended while nobody looked, in every tab, until somebody looks.
 *
 * @returns what ends it.
 * @see docs/spec.md G10
 */
export function keepUnread({ store, sight, storage, sinceMs }: UnreadOptions): () => void {
  const seen = (): ConversationId | undefined => (sight.isVisible() ? store.getState().inSight : undefined);
  const show = (unread: ReadonlySet<ConversationId>): void => {
    if (!isSameSet(unread, store.getState().unread)) store.mark({ unread });
  };
  const add = (ids: readonly ConversationId[]): void => {
    const missed = ids.filter((id) => id !== seen());
    if (missed.length === 0) return;
    const { conversations } = store.getState();
    const unread = new Set([...storage.load(), ...missed].filter((id) => conversations.has(id)));
    storage.save(unread);
    show(unread);
  };
  const look = (): void => {
    const unread = new Set(storage.load());
    const inSight = seen();
    if (inSight !== undefined && unread.delete(inSight)) storage.save(unread);
    show(unread);
  };
  add(endedSince(store.getState(), sinceMs));
  look();
  const ends = [
    sight.onChange(look),
    storage.onChange(look),
    store.subscribe((state, before) => {
      if (state.liveRuns !== before.liveRuns) add(ended(state, before));
      if (state.inSight !== before.inSight) look();
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** The chats of the replies that have just ended by themselves: of a Stop its reader knows. A chat that is gone is none. */
function ended({ liveRuns, conversations, threads }: ChatState, before: ChatState): readonly ConversationId[] {
  return [...before.liveRuns]
    .filter(([replyId, { conversationId, messageId }]) => {
      const message = threads.get(conversationId)?.get(messageId);
      const isStopped = message?.role === 'assistant' && lastRun(message).reply.state.status === 'stopped';
      return !liveRuns.has(replyId) && conversations.has(conversationId) && !isStopped;
    })
    .map(([, { conversationId }]) => conversationId);
}

/** The chats with a reply that ended before anybody kept unread marks in this page. */
function endedSince({ threads }: ChatState, sinceMs: number): readonly ConversationId[] {
  const hasEnded = (message: Message): boolean =>
    message.role === 'assistant' && (lastRun(message).endedAtMs ?? -Infinity) >= sinceMs;
  return [...threads].filter(([, messages]) => [...messages.values()].some(hasEnded)).map(([id]) => id);
}
