import type { ConversationRepository } from './ConversationRepository.ts';

/** Chats in memory: they end with the page. */
export function createMemoryRepository(): ConversationRepository {
  throw new Error('not written yet');
}
