import type { ConversationRepository } from './ConversationRepository.ts';

/** Chats in the browser's IndexedDB. */
export function createIndexedDbRepository(options: { name?: string } = {}): ConversationRepository {
  throw new Error(`not written yet: ${Object.keys(options).join()}`);
}
