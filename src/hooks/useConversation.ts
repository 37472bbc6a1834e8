import { useMemo } from 'react';
import type { Conversation } from '../conversation/Conversation.ts';
import type { ConversationId, Message } from '../conversation/Message.ts';
import { activePath, type MessageMap } from '../conversation/tree.ts';
import { useChat } from './useChat.ts';

/** A chat that was opened. */
export interface OpenConversation {
  readonly conversation: Conversation;
  /** The messages in sight, from the top down. */
  readonly path: readonly Message[];
  /** All messages, those of other branches too. */
  readonly messages: MessageMap;
}

/** An opened chat, or `undefined` while it is not (yet) there. Does not change while a reply grows; see `useReply`. */
export function useConversation(conversationId: ConversationId | undefined): OpenConversation | undefined {
  const conversation = useChat((state) => (conversationId ? state.conversations.get(conversationId) : undefined));
  const messages = useChat((state) => (conversationId ? state.threads.get(conversationId) : undefined));
  return useMemo(
    () =>
      conversation && messages && { conversation, messages, path: activePath(messages, conversation.shownChildren) },
    [conversation, messages],
  );
}
