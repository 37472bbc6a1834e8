import { useState } from 'react';
import type { ConversationId } from '../conversation/Message.ts';
import type { AskedSearch } from './sidebar/AskedSearch.ts';

/** What stands open around the chat: the list, the search in it, and the bar that finds words in the chat. */
export function usePanels(conversationId: ConversationId | undefined) {
  const [drawerOpen, setDrawerOpen] = useState(false);
  const [listShown, setListShown] = useState(true);
  const [searching, setSearching] = useState<AskedSearch>();
  // What is found belongs to the chat that it was looked for in.
  const [findingIn, setFindingIn] = useState<ConversationId>();
  return {
    drawerOpen,
    setDrawerOpen,
    listShown,
    setListShown,
    searching,
    setSearching,
    /** The chat in which words are looked for. */
    findingIn: findingIn === conversationId ? findingIn : undefined,
    find: () => setFindingIn(conversationId),
    endFinding: () => setFindingIn(undefined),
  };
}

/** See `usePanels`. */
export type Panels = ReturnType<typeof usePanels>;
