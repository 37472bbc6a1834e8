import { attachmentsOf } from '../conversation/attachmentsOf.ts';
import type { Message } from '../conversation/Message.ts';
import type { ConversationRepository, RepositoryChange } from './ConversationRepository.ts';
import type { Deletions, OnWritten } from './Deletions.ts';
import type { StoredAttachment } from './StoredAttachment.ts';

/** Deleting in a repository in memory. */
export function createMemoryDeletions(
  repository: Pick<
    ConversationRepository,
    'loadConversations' | 'loadMessages' | 'loadAttachments' | 'deleteConversation'
  > & {
    readonly write: (change: RepositoryChange) => unknown;
  },
  onWritten: OnWritten = () => undefined,
): Deletions {
  const { write } = repository;
  const attachmentsIn = (messages: readonly Message[]): Promise<readonly StoredAttachment[]> =>
    repository.loadAttachments(messages.flatMap(attachmentsOf).map(({ hash }) => hash));
  return {
    async takeChats(ids) {
      const conversations = await repository.loadConversations(ids);
      const messages = await repository.loadMessages(...ids);
      const attachments = await attachmentsIn(messages);
      await repository.deleteConversation(...ids);
      onWritten(ids);
      return {
        messages,
        async putBack() {
          const there = new Set((await repository.loadConversations(ids)).map(({ id }) => id));
          write({ conversations: conversations.filter(({ id }) => !there.has(id)), messages, attachments });
          onWritten(ids);
        },
      };
    },
    async removeMessages(messages) {
      const attachments = await attachmentsIn(messages);
      const ids = [...new Set(messages.map(({ conversationId }) => conversationId))];
      write({ messages, onlyStored: true });
      onWritten(ids);
      return {
        bringBack(back) {
          write({ messages: back, attachments, onlyStored: true });
          onWritten(ids);
          return Promise.resolve();
        },
      };
    },
  };
}
