import type { ConversationId, Message } from '../conversation/Message.ts';

/** Chats that are off the disk. */
export interface TakenChats {
  /** What could be read of their messages. */
  readonly messages: readonly Message[];
  /**
   * Puts them there again as they were, what cannot be read of them included. What another tab has stored of them meanwhile stays.
   *
   * @throws {StorageError}
   */
  putBack(): Promise<void>;
}

/** Messages that are deleted and hold their places. */
export interface RemovedMessages {
  /** Writes them as they are to be again, with the attachments that they had. @throws {StorageError} */
  bringBack(messages: readonly Message[]): Promise<void>;
}

/**
 * Deleting with a way back.
 *
 * @see docs/spec.md P63 and P64
 */
export interface Deletions {
  /** Takes chats off the disk with all that belongs to them, in one transaction. @throws {StorageError} */
  takeChats(conversationIds: readonly ConversationId[]): Promise<TakenChats>;
  /** Writes messages that are deleted, where they are stored. @throws {StorageError} */
  removeMessages(messages: readonly Message[]): Promise<RemovedMessages>;
}

/** Hears of the chats in which something was deleted or brought back. */
export type OnWritten = (conversationIds: readonly ConversationId[]) => void;
