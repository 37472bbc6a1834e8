import type { ReplyId } from '../../protocol/ids.ts';
import type { ConversationId, MessageId } from './Message.ts';

/** Which box a draft belongs to: the composer of a chat, that of the chat that does not exist yet, the editor of a question, a place in a queue, or its editor. */
export type DraftKey = ConversationId | 'new' | `edit:${MessageId}` | QueueKey | QueueEditKey;

/** A place in the queue of a chat: the lower the number, the sooner. The name is the message's own, wherever it is moved; two tabs never give the same. */
export type QueueKey = `queue:${ConversationId}:${number}:${string}`;

/** The editor of a message in a queue, by the message's name. */
export type QueueEditKey = `edit-queue:${ConversationId}:${string}`;

/** What a question and its answer will be called. Two tabs that send one draft then send one question. */
export interface DraftIds {
  /** Of the chat that it begins, where it begins one. */
  readonly conversationId: ConversationId;
  readonly questionId: MessageId;
  readonly answerId: MessageId;
  readonly replyId: ReplyId;
}

/** What was typed and not sent yet. Its ids belong to exactly this text: a text that has changed has others. */
export interface Draft {
  readonly key: DraftKey;
  readonly text: string;
  readonly ids: DraftIds;
}
