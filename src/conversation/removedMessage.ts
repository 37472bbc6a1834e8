import type { Message, Run } from './Message.ts';
import { isRemoved } from './tree.ts';

/** A message that is deleted. */
export function removedMessage(message: Message): Message {
  return isRemoved(message) ? message : { ...message, removals: (message.removals ?? 0) + 1 };
}

/**
 * A message that is not deleted any more.
 *
 * @param before as it was before: another tab that deleted it too may have taken the text out for good meanwhile. What has no text
 * any more stays deleted.
 */
export function broughtBack(message: Message, before: Message = message): Message {
  const { purged, ...whole } = message.purged ? before : message;
  if (!isRemoved(message) || purged) return message;
  return { ...whole, removals: (message.removals ?? 0) + 1 };
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
