import { attachmentsOf } from '../conversation/attachmentsOf.ts';
import type { Message } from '../conversation/Message.ts';

/** The most bytes that attachments may have together: more does not fit into the zip that an archive is. */
export const MOST_ATTACHED_BYTES = 4_000_000_000;

/**
 * What the attachments of messages are called in an archive, by hash: the hash, with the ending that the first message to refer to it
 * gives.
 *
 * @param messages in the order of the archive.
 */
export function attachmentNames(messages: readonly Message[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { hash, name } of messages.flatMap(attachmentsOf)) {
    const [, ending] = /\.([a-z\d]{1,8})$/i.exec(name) ?? [];
    if (!names.has(hash)) names.set(hash, `attachments/${hash}${ending ? `.${ending.toLowerCase()}` : ''}`);
  }
  return names;
}

/** The hash in such a name; `undefined` when it is another one. */
export function hashIn(name: string): string | undefined {
  return /^attachments\/([\da-f]{64})(?:\.[a-z\d]{1,8})?$/.exec(name)?.[1];
}
