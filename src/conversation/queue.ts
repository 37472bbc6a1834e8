import type { DraftKey, QueueEditKey, QueueKey } from './Draft.ts';
import type { ConversationId } from './Message.ts';

/** A message that waits for the end of the reply of its chat. */
export interface QueuedMessage {
  readonly key: QueueKey;
  /** What would be sent now: the text of a change that was begun, unless that is blank. */
  readonly text: string;
}

/**
 * The queue of a chat, the next message first.
 *
 * @see docs/spec.md N34 and N41
 */
export function queuedIn(
  drafts: ReadonlyMap<DraftKey, string>,
  conversationId: ConversationId,
): readonly QueuedMessage[] {
  const queued: QueuedMessage[] = [];
  for (const [key, text] of drafts) {
    if (!isQueuedIn(key, conversationId)) continue;
    const changed = drafts.get(editorOf(key)) ?? '';
    queued.push({ key, text: changed.trim() === '' ? text : changed });
  }
  return queued.toSorted(
    (one, other) => placeOf(one.key) - placeOf(other.key) || (nameOf(one.key) < nameOf(other.key) ? -1 : 1),
  );
}

function isQueuedIn(key: DraftKey, conversationId: ConversationId): key is QueueKey {
  return key.startsWith('queue:') && chatOfQueue(key) === conversationId;
}

/** Whether a draft is in the queue of a chat, or in the editor of a message in it. */
export function isOfQueueIn(key: DraftKey, conversationId: ConversationId): boolean {
  return chatOfQueue(key) === conversationId;
}

/** The key of a new message behind all others. */
export function lastPlace(queued: readonly QueuedMessage[], conversationId: ConversationId, name: string): QueueKey {
  const last = queued.at(-1);
  return keyOf(conversationId, last === undefined ? 1 : placeOf(last.key) + 1, name);
}

/** The new keys of the messages of a queue when one of them is moved by a place, by their old ones. */
export function movedKeys(
  queued: readonly QueuedMessage[],
  moved: QueueKey,
  to: 'sooner' | 'later',
): ReadonlyMap<QueueKey, QueueKey> {
  const keys = queued.map(({ key }) => key);
  const at = keys.indexOf(moved);
  const next = to === 'sooner' ? at - 1 : at + 1;
  const other = keys[next];
  if (at === -1 || other === undefined) return new Map();
  const order = keys.with(at, other).with(next, moved);
  const placed = order.map((key, index) => [key, keyOf(chatOf(key), index + 1, nameOf(key))] as const);
  return new Map(placed.filter(([from, key]) => from !== key));
}

/** The chat that a place belongs to. */
export function chatOf(key: QueueKey): ConversationId {
  return key.split(':')[1] as ConversationId; // As the key was made.
}

/** The chat in whose queue a draft is, or the editor that it is in; `undefined` for others. */
export function chatOfQueue(key: DraftKey): ConversationId | undefined {
  const [family, conversationId] = key.split(':');
  return family === 'queue' || family === 'edit-queue' ? (conversationId as ConversationId) : undefined; // As the key was made.
}

/** The name of a message that waits, which it keeps wherever it is moved. */
export function nameOf(key: QueueKey): string {
  return key.split(':').slice(3).join(':');
}

/** The box in which a message that waits is changed. */
export function editorOf(key: QueueKey): QueueEditKey {
  return `edit-queue:${chatOf(key)}:${nameOf(key)}`;
}

function placeOf(key: QueueKey): number {
  return Number(key.split(':')[2]);
}

function keyOf(conversationId: ConversationId, place: number, name: string): QueueKey {
  return `queue:${conversationId}:${place}:${name}`;
}
