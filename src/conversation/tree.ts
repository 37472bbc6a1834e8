import type { Conversation } from './Conversation.ts';
import type { Message, MessageId } from './Message.ts';

/** A conversation's messages by their id. */
export type MessageMap = ReadonlyMap<MessageId, Message>;

/** The key of a parent in `shownChildren`. */
export function forkKey(parentId: MessageId | null): string {
  return parentId ?? 'root';
}

/**
 * The children of a message in their order; of the top of the tree when `parentId` is `null`.
 *
 * @see docs/spec.md C1
 */
export function childrenOf(messages: MessageMap, parentId: MessageId | null): readonly Message[] {
  return [...messages.values()].filter((message) => message.parentId === parentId).toSorted(byOrder);
}

/** The versions of a message: itself and what has the same parent and role, in their order. */
export function siblingsOf(messages: MessageMap, message: Message): readonly Message[] {
  return childrenOf(messages, message.parentId).filter((sibling) => sibling.role === message.role);
}

/**
 * The messages in sight, from the top down: at every fork the child that was last shown, else the newest. What hangs on no other
 * message (a damaged store: a lost parent, parents in a circle) is out of sight.
 *
 * @see docs/spec.md C2
 */
export function activePath(messages: MessageMap, shownChildren: Conversation['shownChildren']): readonly Message[] {
  const children = Map.groupBy(messages.values(), (message) => message.parentId);
  const path: Message[] = [];
  let next = shownChild(null);
  while (next) {
    path.push(next);
    next = shownChild(next.id);
  }
  return path;

  function shownChild(parentId: MessageId | null): Message | undefined {
    const candidates = children.get(parentId)?.toSorted(byOrder) ?? [];
    const shownId = shownChildren[forkKey(parentId)];
    return candidates.find((message) => message.id === shownId) ?? candidates.at(-1);
  }
}

/** Brothers and sisters in the order in which they came. */
export function byOrder(a: Message, b: Message): number {
  return a.order - b.order || (a.id < b.id ? -1 : 1);
}
