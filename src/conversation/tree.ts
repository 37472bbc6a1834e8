import type { Conversation } from './Conversation.ts';
import type { Message, MessageId } from './Message.ts';

/** A conversation's messages by their id, with those that are deleted and may still hold others. */
export type MessageMap = ReadonlyMap<MessageId, Message>;

/** The key of a parent in `shownChildren`. */
export function forkKey(parentId: MessageId | null): string {
  return parentId ?? 'root';
}

/**
 * Whether a message is deleted, or a place in the tree alone. Its row stays, because another tab may be adding to it at this moment.
 */
export function isRemoved({ removals = 0, purged }: Message): boolean {
  return purged === true || removals % 2 === 1;
}

/**
 * The children of a message in their order; of the top of the tree when `parentId` is `null`. In the place of a deleted child
 * stand its own children.
 *
 * @see docs/spec.md C1 and C10
 */
export function childrenOf(messages: MessageMap, parentId: MessageId | null): readonly Message[] {
  const children = byParent(messages);
  const living = (id: MessageId | null, above: ReadonlySet<MessageId>): readonly Message[] =>
    (children.get(id) ?? []).flatMap((child) => {
      if (!isRemoved(child)) return [child];
      return above.has(child.id) ? [] : living(child.id, new Set([...above, child.id]));
    });
  return living(parentId, new Set()).toSorted(byOrder);
}

/** The message that another one follows for a reader: the nearest above it that is not deleted; `null` at the top. */
export function livingParentOf(messages: MessageMap, message: Message): MessageId | null {
  return rawForksOf(messages, message).at(-1)?.parentId ?? null;
}

/**
 * The versions of a message: itself and all that follows the same message, in their order.
 *
 * @see docs/spec.md C1
 */
export function siblingsOf(messages: MessageMap, message: Message): readonly Message[] {
  return childrenOf(messages, livingParentOf(messages, message));
}

/** What hangs on a message, at any depth and in every version, without what is deleted; the message comes first. */
export function branchOf(messages: MessageMap, message: Message): readonly Message[] {
  const found = new Set([message]);
  for (const above of found) for (const child of childrenOf(messages, above.id)) found.add(child);
  return [...found];
}

/** What `shownChildren` says for a message to be in sight among its versions. */
export function shownFor(messages: MessageMap, message: Message): Conversation['shownChildren'] {
  return Object.fromEntries(rawForksOf(messages, message).map(({ id, parentId }) => [forkKey(parentId), id]));
}

/**
 * The messages in sight, from the top down: at every fork the child that was last shown, else the newest. A deleted message is
 * passed over, and what was shown below it moves up. What hangs on no other message (a damaged store: a lost parent, parents in
 * a circle) is out of sight.
 *
 * @see docs/spec.md C2 and C10
 */
export function activePath(messages: MessageMap, shownChildren: Conversation['shownChildren']): readonly Message[] {
  const children = byParent(messages);
  const held = placesThatHold(messages);
  const path: Message[] = [];
  let next = shownChild(null);
  while (next) {
    if (!isRemoved(next)) path.push(next);
    next = shownChild(next.id);
  }
  return path;

  function shownChild(parentId: MessageId | null): Message | undefined {
    const candidates = (children.get(parentId) ?? []).filter(({ id }) => held.has(id)).toSorted(byOrder);
    const shownId = shownChildren[forkKey(parentId)];
    return candidates.find((message) => message.id === shownId) ?? candidates.at(-1);
  }
}

function byParent(messages: MessageMap): ReadonlyMap<MessageId | null, readonly Message[]> {
  return Map.groupBy(messages.values(), (message) => message.parentId);
}

/** What is not deleted, and the deleted messages that something living hangs on. */
function placesThatHold(messages: MessageMap): ReadonlySet<MessageId> {
  const held = new Set<MessageId>();
  for (const message of messages.values()) {
    if (isRemoved(message)) continue;
    for (let place: Message | undefined = message; place && !held.has(place.id); place = parentOf(messages, place)) {
      held.add(place.id);
    }
  }
  return held;
}

/** A message and the deleted ones right above it: each stands at a fork of its own. */
function rawForksOf(messages: MessageMap, message: Message): readonly Message[] {
  const forks = [message];
  for (let above = parentOf(messages, message); above && isRemoved(above); above = parentOf(messages, above)) {
    // A circle of parents can only come from a damaged store.
    if (forks.includes(above)) break;
    forks.push(above);
  }
  return forks;
}

function parentOf(messages: MessageMap, { parentId }: Message): Message | undefined {
  return parentId === null ? undefined : messages.get(parentId);
}

/** Brothers and sisters in the order in which they came. */
export function byOrder(a: Message, b: Message): number {
  return a.order - b.order || (a.id < b.id ? -1 : 1);
}
