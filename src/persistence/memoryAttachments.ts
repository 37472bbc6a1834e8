import { attachmentsOf } from '../conversation/attachmentsOf.ts';
import type { Message } from '../conversation/Message.ts';
import type { ConversationRepository } from './ConversationRepository.ts';
import type { StoredAttachment } from './StoredAttachment.ts';

/** The attachments of a repository in memory. */
export interface MemoryAttachments extends Pick<
  ConversationRepository,
  'loadAttachments' | 'countAttachments' | 'removeLooseAttachments'
> {
  /** Keeps attachments. */
  keep(attachments: readonly StoredAttachment[] | undefined): void;
}

/** No attachments yet. */
export function createMemoryAttachments(messages: ReadonlyMap<unknown, Message>): MemoryAttachments {
  const stored = new Map<string, StoredAttachment>();
  return {
    keep(attachments = []) {
      for (const attachment of attachments) stored.set(attachment.hash, attachment);
    },
    loadAttachments: (hashes) =>
      Promise.resolve(hashes.map((hash) => stored.get(hash)).filter((attachment) => attachment !== undefined)),
    countAttachments: () => Promise.resolve(stored.size),
    removeLooseAttachments() {
      const used = new Set([...messages.values()].flatMap(attachmentsOf).map(({ hash }) => hash));
      for (const hash of stored.keys()) if (!used.has(hash)) stored.delete(hash);
      return Promise.resolve();
    },
  };
}
