import type { ReplyId } from '../../protocol/ids.ts';
import type { ConversationId, Message, MessageId } from '../conversation/Message.ts';

/** What was deleted and is not gone for good: it may come back, or the server has not taken note of it. */
export interface Deletion {
  readonly id: string;
  /** Until when Undo is offered, in milliseconds since 1970. Where tabs share locks, these say it. */
  readonly undoUntilMs: number;
  /** Messages that may still hold their texts. */
  readonly messageIds: readonly MessageId[];
  /** Replies that the server is to forget. */
  readonly replyIds: readonly ReplyId[];
}

/** How a deletion is noted in the write that makes it. */
export type DeletionNote = Pick<Deletion, 'id' | 'undoUntilMs'>;

/** Chats that are off the disk. */
export interface TakenChats {
  /** What could be read of their messages. */
  readonly messages: readonly Message[];
  /**
   * Puts them there again as they were, what cannot be read of them included, and takes the note off. What another tab has stored of
   * them meanwhile stays.
   *
   * @throws {StorageError}
   */
  putBack(): Promise<void>;
}

/** Messages that are deleted and hold their places. */
export interface RemovedMessages {
  /** Writes them as they are to be again, with the attachments that they had, and takes the note off. @throws {StorageError} */
  bringBack(messages: readonly Message[]): Promise<void>;
}

/**
 * Deleting with a way back.
 *
 * @see docs/spec.md P63 to P65
 */
export interface Deletions {
  /** Takes chats off the disk with all that belongs to them, in one transaction. @throws {StorageError} */
  takeChats(conversationIds: readonly ConversationId[], note: DeletionNote): Promise<TakenChats>;
  /** Writes messages that are deleted, where they are stored. @throws {StorageError} */
  removeMessages(messages: readonly Message[], note: DeletionNote): Promise<RemovedMessages>;
  /** Those that are noted. What cannot be read is left out. @throws {StorageError} */
  load(): Promise<readonly Deletion[]>;
  /**
   * Takes the texts out of the messages of a deletion, as far as they are still deleted. One that is not noted any more changes nothing.
   *
   * @returns the replies that the server is to forget, which are noted now.
   * @throws {StorageError}
   */
  end(id: string): Promise<readonly ReplyId[]>;
  /** Notes which replies the server is still to forget; without any the note is taken off. @throws {StorageError} */
  keepDue(id: string, replyIds: readonly ReplyId[]): Promise<void>;
}

/** Hears of the chats in which something was deleted or brought back. */
export type OnWritten = (conversationIds: readonly ConversationId[]) => void;

/** Whether nothing is left to be done of a deletion. */
export function isOver({ messageIds, replyIds }: Deletion): boolean {
  return messageIds.length + replyIds.length === 0;
}

/** A deletion of which the texts are gone. */
export function endedDeletion(id: string, replyIds: readonly ReplyId[]): Deletion {
  return { id, undoUntilMs: 0, messageIds: [], replyIds };
}
