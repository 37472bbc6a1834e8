import type { ChatSettings } from '../settings/settings.ts';
import type { ConversationId, MessageId } from './Message.ts';

/** How many tags a chat may have. */
export const MAX_TAGS = 12;

/** A chat, as the list of chats knows it. Its messages are stored apart, one row each. */
export interface Conversation {
  readonly id: ConversationId;
  readonly title: string;
  /** `question`, `exchange`: made from the first question, or from it and its answer; `person`: given by a person, never changed by us. */
  readonly titleFrom: 'question' | 'exchange' | 'person';
  readonly createdAtMs: number;
  /** When the last message was added: the list is sorted by it. */
  readonly updatedAtMs: number;
  /** For each fork that was ever switched, the child that is shown; the key `root` stands for the top of the tree. */
  readonly shownChildren: Readonly<Record<string, MessageId>>;
  /** Whether it stands above all that are not, whenever it was used. */
  readonly pinned?: true;
  /** Whether it is out of the usual list, where only those who look for it find it. */
  readonly archived?: true;
  /** What a person has filed it under, in the order of adding; see `tags.ts`. */
  readonly tags?: readonly string[];
  /** What holds in this chat alone, among it the model that was asked or chosen in it; see `chatSettings.ts`. */
  readonly settings?: ChatSettings;
}
