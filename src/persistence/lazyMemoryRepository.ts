import type { ConversationRepository } from './ConversationRepository.ts';
import { createLoader } from './createLoader.ts';

/** Loads what keeps chats in memory. */
type LoadMemory = () => Promise<{ readonly createMemoryRepository: () => ConversationRepository }>;

/**
 * Chats in memory: they end with the page. What keeps them is loaded with the first call, since hardly any page needs it; a call for
 * which it cannot be loaded rejects with a `TypeError` and leaves the next one free to try again.
 */
export function lazyMemoryRepository(
  loadMemory: LoadMemory = () => import('./memoryRepository.ts'),
): ConversationRepository {
  const load = createLoader(async () => (await loadMemory()).createMemoryRepository());
  return {
    loadConversations: async (...given) => (await load()).loadConversations(...given),
    loadMessages: async (...given) => (await load()).loadMessages(...given),
    loadUnfinished: async () => (await load()).loadUnfinished(),
    save: async (...given) => (await load()).save(...given),
    stage: async (...given) => (await load()).stage(...given),
    saveStaged: async (...given) => (await load()).saveStaged(...given),
    removeStaged: async (...given) => (await load()).removeStaged(...given),
    loadAttachments: async (...given) => (await load()).loadAttachments(...given),
    countAttachments: async () => (await load()).countAttachments(),
    removeLooseAttachments: async () => (await load()).removeLooseAttachments(),
    append: async (...given) => (await load()).append(...given),
    deleteConversation: async (...given) => (await load()).deleteConversation(...given),
    deletions: async (...given) => (await load()).deletions(...given),
    countDeletions: async () => (await load()).countDeletions(),
    loadDrafts: async () => (await load()).loadDrafts(),
    saveDrafts: async (...given) => (await load()).saveDrafts(...given),
    loadStops: async () => (await load()).loadStops(),
    setStop: async (...given) => (await load()).setStop(...given),
    close: () => undefined,
  };
}
