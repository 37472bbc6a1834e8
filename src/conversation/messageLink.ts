import type { ConversationId, MessageId } from './Message.ts';

/**
 * The address of a message in its chat, or of the chat, from the root of the page: `/c/:conversationId#m-:messageId`.
 *
 * @see docs/spec.md C21
 */
export function messageLink(conversationId: ConversationId, messageId?: MessageId): string {
  return `/c/${conversationId}${messageId === undefined ? '' : `#m-${messageId}`}`;
}
