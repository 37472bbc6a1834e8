import type { Conversation } from '../conversation/Conversation.ts';
import type { ConversationRepository } from '../persistence/ConversationRepository.ts';
import { lazyMemoryRepository } from '../persistence/lazyMemoryRepository.ts';
import { storageError, toStorageError } from '../persistence/toStorageError.ts';
import type { ChatStore } from '../store/chatStore.ts';
import type { Clock } from '../transport/Clock.ts';

/** With how many chats a page begins; the others follow when these are drawn. */
export const LATEST_COUNT = 100;

/** How long the disk has to give the list of chats, in milliseconds. */
const OPEN_PATIENCE_MS = 10_000;

/** Where a session keeps its chats: the repository it was given, or memory when that cannot be opened. */
export interface ChatStorage {
  readonly repository: ConversationRepository;
  /** Whether that is the repository it was given: memory ends with the page. */
  readonly isLasting: boolean;
  /** Opens the repository and reads the chats that were used last; never rejects. */
  open(): Promise<readonly Conversation[]>;
  /** Tells the state how storing went: an error, or `undefined` when it went well. */
  report(error: unknown): void;
}

/**
 * The storage of a session; how it does stands in the state as `storage`.
 *
 * @see docs/spec.md N9
 */
export function createChatStorage(given: ConversationRepository, store: ChatStore, clock: Clock): ChatStorage {
  let repository = given;
  let isWiped = false;
  const report = (error: unknown): void => {
    const { storage } = store.getState();
    if (error !== undefined) store.setStorage({ status: 'memory-only', reason: toStorageError(error).message });
    else if (repository === given && !isWiped && storage.status !== 'saved') store.setStorage({ status: 'saved' });
  };
  given.onWiped?.(() => {
    if (store.getState().conversations.size === 0) return;
    isWiped = true;
    report(storageError('wiped'));
  });
  return {
    get repository() {
      return repository;
    },
    get isLasting() {
      return repository === given;
    },
    async open() {
      try {
        const conversations = await inTime(given.loadConversations({ latest: LATEST_COUNT }), clock);
        // What can be read may still be full.
        if (store.getState().storage.status === 'opening') report(undefined);
        return conversations;
      } catch (error) {
        repository = lazyMemoryRepository();
        report(error);
        return [];
      }
    },
    report,
  };
}

/** A database that never answers (browsers have had such) would hold every question for ever. @throws {StorageError} */
async function inTime<T>(answer: Promise<T>, clock: Clock): Promise<T> {
  const late = Promise.withResolvers<never>();
  const cancel = clock.after(OPEN_PATIENCE_MS, () => late.reject(storageError('failed')));
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    cancel();
  }
}
