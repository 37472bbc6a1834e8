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
  /** Whether a box belongs to one of them. */
  hasBox(key: DraftKey): boolean;
  /** Takes chats out that are back. Gives what tells their boxes, when any of them was deleted. */
  take(conversationIds: readonly ConversationId[]): ((key: DraftKey) => boolean) | undefined;
}

/** No boxes yet. */
export function createDeletedBoxes(): DeletedBoxes {
  const editors = new Map<ConversationId, ReadonlySet<string>>();
  return {
    add(chats) {
      for (const { id, messageIds } of chats) editors.set(id, new Set([...messageIds].map((each) => `edit:${each}`)));
    },
    hasBox: (key) => [...editors].some(([id, boxes]) => belongsTo(key, id, boxes)),
    take(conversationIds) {
      const back = [...editors].filter(([id]) => conversationIds.includes(id));
      for (const [id] of back) editors.delete(id);
      return back.length === 0 ? undefined : (key) => back.some(([id, boxes]) => belongsTo(key, id, boxes));
    },
  };
}

function belongsTo(key: DraftKey, id: ConversationId, editors: ReadonlySet<string>): boolean {
  return key === id || isOfQueueIn(key, id) || editors.has(key);
}
