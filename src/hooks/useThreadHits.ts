import { useDeferredValue, useMemo } from 'react';
import type { ConversationId } from '../conversation/Message.ts';
import { findInThread, type ThreadHit } from '../search/findInThread.ts';
import { useChat } from './useChat.ts';

const NO_MESSAGES = new Map();

/** The places of a chat that was opened where words stand, on all of its branches. */
export function useThreadHits(conversationId: ConversationId, typed: string): readonly ThreadHit[] {
  const messages = useChat((state) => state.threads.get(conversationId)) ?? NO_MESSAGES;
  const settled = useDeferredValue(messages);
  return useMemo(() => findInThread(settled, typed), [settled, typed]);
}
