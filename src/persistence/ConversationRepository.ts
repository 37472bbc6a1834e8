import type { ReplyId } from '../../protocol/ids.ts';
import type { Conversation } from '../conversation/Conversation.ts';
import type { Draft } from '../conversation/Draft.ts';
import type { ConversationId, Message, MessageId } from '../conversation/Message.ts';
import type { Deletions, OnWritten } from './Deletions.ts';
import type { ReplyChunk } from './ReplyChunk.ts';
import type { StoredAttachment } from './StoredAttachment.ts';

/** Why the browser did not store something. */
export type StorageErrorCode = 'unavailable' | 'full' | 'newer-schema' | 'blocked' | 'wiped' | 'failed';

/** A refused read or write. `message` is a sentence for the person. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A draft that becomes a question. */
export interface SentDraft {
  /** The draft of this name is gone, whatever box it is in. */
  readonly questionId: MessageId;
  /** What is left in the box, as `saveDrafts` takes it. */
  readonly rest: Draft;
}

/** Rows that are written together or not at all. */
export interface RepositoryChange {
  readonly conversations?: readonly Conversation[];
  /** What they were before: only what is different is written, where the chats are stored. */
  readonly before?: ReadonlyMap<ConversationId, Conversation>;
  readonly messages?: readonly Message[];
  /** The chat's other messages: written too where another tab has deleted the chat, so that it is whole again. */
  readonly others?: readonly Message[];
  /** What the messages refer to. */
  readonly attachments?: readonly StoredAttachment[];
  /** Writes a row only where it is stored, and its chat too: what another tab has deleted does not come back by halves. */
  readonly onlyStored?: true;
  /** The draft that is sent with this, as the first of the messages: it is gone with the same write. */
  readonly sentDraft?: SentDraft;
  /** Leaves the row of a chat alone that was used at the same time or later. */
  readonly onlyNewer?: true;
}

/** Chats whose messages were staged. */
export interface StagedChange {
  readonly conversations: readonly Conversation[];
  /** What could not be staged: it is merged with what is stored. */
  readonly messages: readonly Message[];
  /** What these messages refer to, and what is missing of what was stored before. */
  readonly attachments?: readonly StoredAttachment[];
  /** What each chat is to have where it is not there already. */
  readonly messageIds: ReadonlyMap<ConversationId, readonly MessageId[]>;
}

/**
 * Where chats are kept. One row for each conversation, one for each message, and while a reply grows a row for each piece of
 * it; rows that cannot be read are left alone and left out. All implementations pass one suite.
 *
 * @see docs/spec.md the family P
 */
export interface ConversationRepository {
  /** Every chat, or those that are named, or so many of those that were used last, in no order. @throws {StorageError} */
  loadConversations(which?: readonly ConversationId[] | { readonly latest: number }): Promise<readonly Conversation[]>;
  /** The messages of one chat or of several, in no order. @throws {StorageError} */
  loadMessages(...conversationIds: readonly ConversationId[]): Promise<readonly Message[]>;
  /** The answers whose last run has not ended, of all chats. @throws {StorageError} */
  loadUnfinished(): Promise<readonly Message[]>;
  /**
   * Writes rows in one transaction, replacing those with the same id; messages are merged with what is stored of them.
   * `strict` resolves once the disk has them, `relaxed` once the operating system has.
   *
   * @returns the messages that were written, as they are stored now.
   * @throws {StorageError}
   */
  save(change: RepositoryChange, durability: 'strict' | 'relaxed'): Promise<readonly Message[]>;
  /**
   * Writes messages whose chats come later, without durability, merged with what was staged of them before, and the attachments that
   * they refer to. Left out are those whose chat is there and those whose name another chat's message has, also as rows that cannot be
   * read. Until then nobody sees them.
   *
   * @returns the names of those that were written.
   * @throws {StorageError}
   */
  stage(messages: readonly Message[], attachments?: readonly StoredAttachment[]): Promise<readonly MessageId[]>;
  /**
   * Makes what was staged seen, in one transaction, strictly: writes the chats but for those that were used at the same time or later.
   * Where one that is not there lacks a message that it is to have, since another tab has removed it, nothing is written.
   *
   * @returns the chats that lack some.
   * @throws {StorageError}
   */
  saveStaged(change: StagedChange): Promise<readonly ConversationId[]>;
  /** Removes the messages whose chats did not come, of these chats or all, and then loose attachments. @throws {StorageError} */
  removeStaged(which?: readonly ConversationId[]): Promise<void>;
  /** The attachments of these hashes, as far as they are stored. @throws {StorageError} */
  loadAttachments(hashes: readonly string[]): Promise<readonly StoredAttachment[]>;
  /** How many are stored. @throws {StorageError} */
  countAttachments(): Promise<number>;
  /** Removes the attachments that no message refers to. @throws {StorageError} */
  removeLooseAttachments(): Promise<void>;
  /** Adds to replies what they have grown by, where they are stored and have not ended. Relaxed. @throws {StorageError} */
  append(chunks: readonly ReplyChunk[]): Promise<void>;
  /** Removes one chat or several with all that belongs to them in one transaction. @throws {StorageError} */
  deleteConversation(...conversationIds: readonly ConversationId[]): Promise<void>;
  /** Deleting with a way back. Rejects where its code cannot be had. */
  deletions(onWritten?: OnWritten): Promise<Deletions>;
  /** How many deletions are noted. @throws {StorageError} */
  countDeletions(): Promise<number>;
  /** What was typed and not sent: a draft whose question is stored is none. @throws {StorageError} */
  loadDrafts(): Promise<readonly Draft[]>;
  /** Keeps drafts in place of those with the same key. One without text removes the draft of its ids: another text in its box stays. @throws {StorageError} */
  saveDrafts(drafts: readonly Draft[]): Promise<void>;
  /** The replies that were stopped and that the server has not taken note of. @throws {StorageError} */
  loadStops(): Promise<readonly ReplyId[]>;
  /** Keeps, or forgets, that a reply is to be stopped. @throws {StorageError} */
  setStop(replyId: ReplyId, isOpen: boolean): Promise<void>;
  /** Calls `listener` whenever everything that was stored has been taken away meanwhile. Absent where that cannot happen. */
  onWiped?(listener: () => void): void;
  close(): void;
}
