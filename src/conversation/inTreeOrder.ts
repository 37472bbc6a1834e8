import type { Message } from './Message.ts';
import { byOrder, isRemoved, type MessageMap } from './tree.ts';

/** All messages that hang together from the top, without those that are deleted: each before what follows it, its versions in their order. */
export function inTreeOrder(messages: MessageMap): readonly Message[] {
  const children = Map.groupBy(messages.values(), (message) => message.parentId);
  const ordered: Message[] = [];
  const waiting: Message[] = (children.get(null) ?? []).toSorted(byOrder).toReversed();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    ordered.push(next);
    waiting.push(...(children.get(next.id) ?? []).toSorted(byOrder).toReversed());
  }
  return ordered.filter((message) => !isRemoved(message));
}
