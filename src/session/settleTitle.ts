import { exchangeTitle } from '../conversation/exchangeTitle.ts';
import type { ConversationId } from '../conversation/Message.ts';
import { activePath } from '../conversation/tree.ts';
import type { ChatStore } from '../store/chatStore.ts';
import type { Library } from './library.ts';

/**
 * Gives a chat, once a reply of it has ended, the title that its exchanges give, unless it has one of them or of a person already.
 *
 * @see docs/spec.md N39
 */
export function settleTitle(conversationId: ConversationId, store: ChatStore, library: Pick<Library, 'change'>): void {
  const { conversations, threads } = store.getState();
  const conversation = conversations.get(conversationId);
  const messages = threads.get(conversationId);
  if (conversation?.titleFrom !== 'question' || messages === undefined) return;
  const title = exchangeTitle(activePath(messages, conversation.shownChildren));
  if (title !== undefined) void library.change([conversationId], (chat) => ({ ...chat, title, titleFrom: 'exchange' }));
}
