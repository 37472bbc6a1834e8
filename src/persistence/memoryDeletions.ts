import { attachmentsOf } from '../conversation/attachmentsOf.ts';
import type { Message, MessageId } from '../conversation/Message.ts';
import { purgedMessage } from '../conversation/removedMessage.ts';
import { repliesAtServer } from '../conversation/repliesAtServer.ts';
import { isRemoved } from '../conversation/tree.ts';
import type { ConversationRepository, RepositoryChange } from './ConversationRepository.ts';
import { endedDeletion, isOver, type Deletion, type Deletions, type OnWritten } from './Deletions.ts';
import type { StoredAttachment } from './StoredAttachment.ts';

/** What deleting in memory works with. */
export interface MemoryDeletionsParts extends Pick<
  ConversationRepository,
  'loadConversations' | 'loadMessages' | 'loadAttachments' | 'deleteConversation'
> {
  readonly messages: ReadonlyMap<MessageId, Message>;
  /** What is noted. */
  readonly notes: Map<string, Deletion>;
  readonly write: (change: RepositoryChange) => unknown;
}

/** Deleting in a repository in memory. */
export function createMemoryDeletions(parts: MemoryDeletionsParts, onWritten: OnWritten = () => undefined): Deletions {
  const { write, notes, messages: stored } = parts;
  const attachmentsIn = (messages: readonly Message[]): Promise<readonly StoredAttachment[]> =>
    parts.loadAttachments(messages.flatMap(attachmentsOf).map(({ hash }) => hash));
  const note = (deletion: Deletion): void => {
    if (isOver(deletion)) notes.delete(deletion.id);
    else notes.set(deletion.id, deletion);
  };
  return {
    async takeChats(ids, about) {
      const conversations = await parts.loadConversations(ids);
      const messages = await parts.loadMessages(...ids);
      const attachments = await attachmentsIn(messages);
      await parts.deleteConversation(...ids);
      note({ ...about, messageIds: [], replyIds: repliesAtServer(messages) });
      onWritten(ids);
      return {
        messages,
        async putBack() {
          const there = new Set((await parts.loadConversations(ids)).map(({ id }) => id));
          write({ conversations: conversations.filter(({ id }) => !there.has(id)), messages, attachments });
          notes.delete(about.id);
          onWritten(ids);
        },
      };
    },
    async removeMessages(messages, about) {
      const attachments = await attachmentsIn(messages);
      const ids = [...new Set(messages.map(({ conversationId }) => conversationId))];
      write({ messages, onlyStored: true });
      note({ ...about, messageIds: messages.map(({ id }) => id), replyIds: [] });
      onWritten(ids);
      return {
        bringBack(back) {
          write({ messages: back, attachments, onlyStored: true });
          notes.delete(about.id);
          onWritten(ids);
          return Promise.resolve();
        },
      };
    },
    load: () => Promise.resolve([...notes.values()]),
    end(id) {
      const { messageIds, replyIds } = notes.get(id) ?? endedDeletion(id, []);
      const named = messageIds.map((each) => stored.get(each)).filter((message) => message !== undefined);
      const removed = named.filter(isRemoved);
      write({ messages: removed.map(purgedMessage), onlyStored: true });
      const due = [...new Set([...replyIds, ...repliesAtServer(removed)])];
      note(endedDeletion(id, due));
      onWritten([...new Set(removed.map(({ conversationId }) => conversationId))]);
      return Promise.resolve(due);
    },
    keepDue: (id, replyIds) => Promise.resolve(note(endedDeletion(id, replyIds))),
  };
}
