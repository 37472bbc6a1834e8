import type { Conversation } from '../conversation/Conversation.ts';
import type { ConversationRepository } from '../persistence/ConversationRepository.ts';
import { createMemoryRepository } from '../persistence/memoryRepository.ts';
import { toStorageError } from '../persistence/toStorageError.ts';
import type { ChatStore } from '../store/chatStore.ts';

/** Where a session keeps its chats: the repository it was given, or memory when that cannot be opened. */
export interface ChatStorage {
  readonly repository: ConversationRepository;
  /** Opens the repository and reads the list of chats; never rejects. */
  open(): Promise<readonly Conversation[]>;
  /** Tells the state how storing went: an error, or `undefined` when it went well. */
  report(error: unknown): void;
}

/**
 * The storage of a session; how it does stands in the state as `storage`.
 *
 * @see docs/spec.md N9
 */
export function createChatStorage(given: ConversationRepository, store: ChatStore): ChatStorage {
  let repository = given;
  const report = (error: unknown): void => {
    const { storage } = store.getState();
    if (error !== undefined) store.setStorage({ status: 'memory-only', reason: toStorageError(error).message });
    else if (repository === given && storage.status !== 'saved') store.setStorage({ status: 'saved' });
  };
  return {
    get repository() {
      return repository;
    },
    async open() {
      try {
        const conversations = await given.loadConversations();
        report(undefined);
        return conversations;
      } catch (error) {
        repository = createMemoryRepository();
        report(error);
        return [];
      }
    },
    report,
  };
}
