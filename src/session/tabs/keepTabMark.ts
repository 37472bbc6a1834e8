import type { ConversationId } from '../../conversation/Message.ts';
import type { ChatStore } from '../../store/chatStore.ts';
import type { EndedReply } from '../../store/selectors.ts';
import { endedByThemselves, endedSince } from './endedByThemselves.ts';
import { markTab, type TabMark } from './markTab.ts';
import type { PageAttention } from './pageAttention.ts';

/** What the mark of a tab is made from. */
export interface TabMarkOptions {
  readonly store: ChatStore;
  readonly attention: PageAttention;
  /** Replies that ended since then count, in milliseconds since 1970. */
  readonly sinceMs: number;
  /** By default that of the tab that this runs in. */
  readonly tabMark?: TabMark;
}

/**
 * Marks the tab with the number of chats in which a reply ended while nobody was at the page, until somebody is again or has looked at them
 * in another tab.
 *
 * @returns what ends it.
 * @see docs/spec.md U94
 */
export function keepTabMark({ store, attention, sinceMs, tabMark = markTab() }: TabMarkOptions): () => void {
  const missed = new Set<ConversationId>();
  const add = (ended: readonly EndedReply[]): void => {
    if (ended.length === 0 || attention.isHere()) return;
    for (const { conversationId } of ended) missed.add(conversationId);
    tabMark.show(missed.size);
  };
  const look = (): void => {
    if (attention.isHere()) missed.clear();
    tabMark.show(missed.size);
  };
  add(endedSince(store.getState(), sinceMs));
  const ends = [
    attention.onChange(look),
    store.subscribe((state, before) => {
      add(endedByThemselves(state, before));
      if (state.unread === before.unread) return;
      for (const id of before.unread) if (!state.unread.has(id)) missed.delete(id);
      tabMark.show(missed.size);
    }),
    () => tabMark.show(0),
  ];
  return () => {
    for (const end of ends) end();
  };
}
