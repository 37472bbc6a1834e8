import type { Message, MessageId } from './Message.ts';
import type { MessageMap } from './tree.ts';

/**
 * A message and what it stands under, from the top down; empty for `null`. A message whose parent is not there begins the path.
 *
 * @see docs/spec.md N8
 */
export function pathTo(messages: MessageMap, messageId: MessageId | null): readonly Message[] {
  const path: Message[] = [];
  for (let id = messageId; id !== null;) {
    const message = messages.get(id);
    // A row that names itself as an ancestor can only come from a damaged store; the path ends instead of looping.
    if (!message || path.includes(message)) break;
    path.push(message);
    id = message.parentId;
  }
  return path.toReversed();
}
