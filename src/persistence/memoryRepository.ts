import type { Conversation } from '../conversation/Conversation.ts';
import { lastRun, type ConversationId, type Message, type MessageId } from '../conversation/Message.ts';
import { isFinal } from '../conversation/reply.ts';
import type { ConversationRepository } from './ConversationRepository.ts';
import { mergeMessage } from './mergeMessage.ts';

/** Chats in memory: they end with the page. What the page falls back to when the browser stores nothing. */
export function createMemoryRepository(): ConversationRepository {
  const conversations = new Map<ConversationId, Conversation>();
  const messages = new Map<MessageId, Message>();
  const matching = (fits: (message: Message) => boolean): Promise<readonly Message[]> =>
    Promise.resolve([...messages.values()].filter(fits));
  return {
    loadConversations: () => Promise.resolve([...conversations.values()]),
    loadMessages: (conversationId) => matching((message) => message.conversationId === conversationId),
    loadUnfinished: () => matching((message) => message.role === 'assistant' && !isFinal(lastRun(message).reply.state)),
    save(change) {
      for (const conversation of change.conversations ?? []) conversations.set(conversation.id, conversation);
      for (const message of change.messages ?? []) {
        messages.set(message.id, mergeMessage(messages.get(message.id), message));
      }
      return Promise.resolve();
    },
    deleteConversation(conversationId) {
      conversations.delete(conversationId);
      for (const [id, message] of messages) {
        if (message.conversationId === conversationId) messages.delete(id);
      }
      return Promise.resolve();
    },
    close: () => undefined,
  };
}
