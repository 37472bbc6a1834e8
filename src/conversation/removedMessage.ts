import type { Message, Run } from './Message.ts';
import { isRemoved } from './tree.ts';

/** A message that is deleted. */
export function removedMessage(message: Message): Message {
  return isRemoved(message) ? message : { ...message, removals: (message.removals ?? 0) + 1 };
}

/** A message that is not deleted any more. */
export function broughtBack(message: Message): Message {
  return isRemoved(message) ? { ...message, removals: (message.removals ?? 0) + 1 } : message;
}

/**
 * A deleted message without what was in it: a place in the tree. One that is not deleted stays as it is.
 *
 * @see docs/spec.md C11
 */
export function purgedMessage(message: Message): Message {
  if (!isRemoved(message)) return message;
  if (message.role === 'user') return { ...message, purged: true, parts: [] };
  const runs = message.runs.map(withoutText);
  return { ...message, purged: true, runs };
}

function withoutText({ instruction, ...run }: Run): Run {
  const emptied: Run = { ...run, reply: { ...run.reply, parts: [] } };
  return instruction === undefined ? emptied : { ...emptied, instruction: '' };
}
