import type { ConversationId, MessageId } from './Message.ts';

/** A chat, as the list of chats knows it. Its messages are stored apart, one row each. */
export interface Conversation {
  readonly id: ConversationId;
  readonly title: string;
  /** `question`: made from the first question; `person`: given by a person, never changed by us. */
  readonly titleFrom: 'question' | 'person';
  readonly createdAtMs: number;
  /** When the last message was added: the list is sorted by it. */
  readonly updatedAtMs: number;
  /** For each fork that was ever switched, the child that is shown; the key `root` stands for the top of the tree. */
  readonly shownChildren: Readonly<Record<string, MessageId>>;
}
