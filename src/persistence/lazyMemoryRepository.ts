import type { ConversationRepository } from './ConversationRepository.ts';

/**
 * Chats in memory: they end with the page. What holds them is loaded with the first call, since hardly any page needs it; a call
 * rejects when it cannot be loaded.
 */
export function lazyMemoryRepository(): ConversationRepository {
  let memory: Promise<ConversationRepository> | undefined;
  const load = (): Promise<ConversationRepository> =>
    (memory ??= import('./memoryRepository.ts').then(({ createMemoryRepository }) => createMemoryRepository()));
  return {
    loadConversations: async (...given) => (await load()).loadConversations(...given),
    loadMessages: async (...given) => (await load()).loadMessages(...given),
    loadUnfinished: async () => (await load()).loadUnfinished(),
    save: async (...given) => (await load()).save(...given),
    stage: async (...given) => (await load()).stage(...given),
    saveStaged: async (...given) => (await load()).saveStaged(...given),
    removeStaged: async (...given) => (await load()).removeStaged(...given),
    append: async (...given) => (await load()).append(...given),
    deleteConversation: async (...given) => (await load()).deleteConversation(...given),
    loadDrafts: async () => (await load()).loadDrafts(),
    saveDrafts: async (...given) => (await load()).saveDrafts(...given),
    loadStops: async () => (await load()).loadStops(),
    setStop: async (...given) => (await load()).setStop(...given),
    close: () => undefined,
  };
}
