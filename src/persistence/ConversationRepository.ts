import type { Conversation } from '../conversation/Conversation.ts';
import type { ConversationId, Message } from '../conversation/Message.ts';

/** Why the browser did not store something. */
export type StorageErrorCode = 'unavailable' | 'full' | 'newer-schema' | 'blocked' | 'failed';

/** A refused read or write. `message` is a sentence for the person. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Rows that are written together or not at all. */
export interface RepositoryChange {
  readonly conversations?: readonly Conversation[];
  readonly messages?: readonly Message[];
}

/**
 * Where chats are kept. One row for each conversation, one for each message; rows that cannot be read are left alone and
 * left out. All implementations pass one suite.
 *
 * @see docs/spec.md the family P
 */
export interface ConversationRepository {
  /** Every chat, in no order. @throws {StorageError} */
  loadConversations(): Promise<readonly Conversation[]>;
  /** The messages of one chat, in no order. @throws {StorageError} */
  loadMessages(conversationId: ConversationId): Promise<readonly Message[]>;
  /** The answers whose last run has not ended, of all chats. @throws {StorageError} */
  loadUnfinished(): Promise<readonly Message[]>;
  /**
   * Writes rows in one transaction, replacing those with the same id. `strict` resolves once the disk has them, `relaxed`
   * once the operating system has.
   *
   * @throws {StorageError}
   */
  save(change: RepositoryChange, durability: 'strict' | 'relaxed'): Promise<void>;
  /** Removes a chat and its messages in one transaction. @throws {StorageError} */
  deleteConversation(conversationId: ConversationId): Promise<void>;
  close(): void;
}
