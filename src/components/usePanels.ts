import { useState } from 'react';
import type { ConversationId } from '../conversation/Message.ts';
import { useSearchKeys } from '../hooks/useSearchKeys.ts';
import { WIDE } from './Page.tsx';

/** What stands open around the chat: the list, the search in it, and the bar that finds words in the chat. */
export function usePanels(conversationId: ConversationId | undefined) {
  const [drawerOpen, setDrawerOpen] = useState(false);
  const [listShown, setListShown] = useState(true);
  const [searching, setSearching] = useState(false);
  // What is found belongs to the chat that it was looked for in.
  const [findingIn, setFindingIn] = useState<ConversationId>();
  const find = () => setFindingIn(conversationId);
  useSearchKeys({
    onSearch() {
      setListShown(true);
      if (!matchMedia(WIDE).matches) setDrawerOpen(true);
      setSearching(true);
    },
    onFind: find,
  });
  return {
    drawerOpen,
    setDrawerOpen,
    listShown,
    setListShown,
    searching,
    setSearching,
    /** The chat in which words are looked for. */
    findingIn: findingIn === conversationId ? findingIn : undefined,
    find,
    endFinding: () => setFindingIn(undefined),
  };
}
