import type { ConversationId } from '../../conversation/Message.ts';
import type { UnreadStorage } from '../../persistence/unreadStorage.ts';
import type { ChatStore } from '../../store/chatStore.ts';
import type { EndedReply } from '../../store/selectors.ts';
import { endedByThemselves, endedSince } from './endedByThemselves.ts';
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
  const add = (ended: readonly EndedReply[]): void => {
    const missed = ended.map(({ conversationId }) => conversationId).filter((id) => id !== seen());
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
      add(endedByThemselves(state, before));
      if (state.inSight !== before.inSight) look();
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}
