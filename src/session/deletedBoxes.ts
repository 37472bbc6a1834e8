import type { DraftKey } from '../conversation/Draft.ts';
import type { ConversationId, MessageId } from '../conversation/Message.ts';
import { isOfQueueIn } from '../conversation/queue.ts';

/** A chat that is deleted. */
export interface DeletedChat {
  readonly id: ConversationId;
  /** Its messages that are known here: each may have an editor. */
  readonly messageIds: Iterable<MessageId>;
}

/** The boxes of chats that were deleted and may come back. */
export interface DeletedBoxes {
  add(chats: readonly DeletedChat[]): void;
  has(conversationId: ConversationId): boolean;
  /** Whether a box belongs to one of them. */
  hasBox(key: DraftKey): boolean;
  /** The chats that a box belongs to: one or none. */
  chatsOf(key: DraftKey): readonly ConversationId[];
  /** Takes chats out that are back. Gives what tells their boxes. */
  take(conversationIds: readonly ConversationId[]): (key: DraftKey) => boolean;
}

/** No boxes yet. */
export function createDeletedBoxes(): DeletedBoxes {
  const editors = new Map<ConversationId, ReadonlySet<string>>();
  const chatsOf = (key: DraftKey): readonly ConversationId[] =>
    [...editors].filter(([id, boxes]) => belongsTo(key, id, boxes)).map(([id]) => id);
  return {
    add(chats) {
      for (const { id, messageIds } of chats) editors.set(id, new Set([...messageIds].map((each) => `edit:${each}`)));
    },
    has: (conversationId) => editors.has(conversationId),
    hasBox: (key) => chatsOf(key).length > 0,
    chatsOf,
    take(conversationIds) {
      const back = conversationIds.map((id) => [id, editors.get(id)] as const);
      for (const id of conversationIds) editors.delete(id);
      return (key) => back.some(([id, boxes]) => belongsTo(key, id, boxes));
    },
  };
}

function belongsTo(key: DraftKey, id: ConversationId, editors: ReadonlySet<string> | undefined): boolean {
  return key === id || isOfQueueIn(key, id) || editors?.has(key) === true;
}
