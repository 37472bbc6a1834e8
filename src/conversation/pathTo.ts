import type { Message, MessageId } from './Message.ts';
import { isRemoved, type MessageMap } from './tree.ts';

/**
 * A message and what it stands under, from the top down; empty for `null`. Deleted ones are left out. A message whose parent is not there begins the path.
 *
 * @see docs/spec.md N8 and C10
 */
export function pathTo(messages: MessageMap, messageId: MessageId | null): readonly Message[] {
  const path = new Set<Message>();
  for (let id = messageId; id !== null;) {
    const message = messages.get(id);
    // A row that names itself as an ancestor can only come from a damaged store; the path ends instead of looping.
    if (!message || path.has(message)) break;
    path.add(message);
    id = message.parentId;
  }
  return [...path].toReversed().filter((message) => !isRemoved(message));
}
