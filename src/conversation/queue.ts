import type { DraftKey, QueueKey } from './Draft.ts';
import type { ConversationId } from './Message.ts';

/** A message that waits for the end of the reply of its chat. */
export interface QueuedMessage {
  readonly key: QueueKey;
  readonly text: string;
}

/**
 * The queue of a chat, the next message first.
 *
 * @see docs/spec.md N34
 */
export function queuedIn(
  drafts: ReadonlyMap<DraftKey, string>,
  conversationId: ConversationId,
): readonly QueuedMessage[] {
  const queued: QueuedMessage[] = [];
  for (const [key, text] of drafts) if (isQueuedIn(key, conversationId)) queued.push({ key, text });
  return queued.toSorted((one, other) => placeOf(one.key) - placeOf(other.key));
}

/** Whether a draft is in the queue of a chat. */
export function isQueuedIn(key: DraftKey, conversationId: ConversationId): key is QueueKey {
  return key.startsWith(`queue:${conversationId}:`);
}

/** The place behind all others. */
export function lastPlace(queued: readonly QueuedMessage[], conversationId: ConversationId): QueueKey {
  const last = queued.at(-1);
  return `queue:${conversationId}:${last === undefined ? 1 : placeOf(last.key) + 1}`;
}

/** The chat that a place belongs to. */
export function chatOf(key: QueueKey): ConversationId {
  return key.slice('queue:'.length, key.lastIndexOf(':')) as ConversationId; // As the key was made.
}

function placeOf(key: QueueKey): number {
  return Number(key.slice(key.lastIndexOf(':') + 1));
}
