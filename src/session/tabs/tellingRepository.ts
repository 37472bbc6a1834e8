import { lastRun, type ConversationId, type Message } from '../../conversation/Message.ts';
import { isFinal } from '../../conversation/reply.ts';
import { chatOfQueue } from '../../conversation/queue.ts';
import type { ConversationRepository } from '../../persistence/ConversationRepository.ts';
import type { TabChannel } from './tabChannel.ts';

/**
 * A repository whose writes other tabs hear of: of each only which conversation to read again, never what is in it. Growing replies are
 * left out: a tab that shows one follows it itself.
 *
 * @see docs/spec.md G4
 */
export function tellingRepository(repository: ConversationRepository, channel: TabChannel): ConversationRepository {
  const tell = (ids: Iterable<ConversationId>): void => new Set(ids).forEach((id) => channel.tell(id));
  return {
    ...repository,
    async save(change, durability) {
      const saved = await repository.save(change, durability);
      const { conversations = [] } = change;
      const settled = saved.filter(isSettled).map(({ conversationId }) => conversationId);
      tell([...conversations.map(({ id }) => id), ...settled]);
      return saved;
    },
    async saveStaged(change) {
      const lacking = await repository.saveStaged(change);
      // Thousands: in one message, as each takes its time on both sides.
      if (lacking.length === 0) channel.tell(change.conversations.map(({ id }) => id));
      return lacking;
    },
    async saveDrafts(drafts) {
      await repository.saveDrafts(drafts);
      tell(drafts.map(({ key }) => chatOfQueue(key)).filter((id) => id !== undefined));
    },
    deletions: () => repository.deletions(tell),
    async deleteConversation(...conversationIds) {
      await repository.deleteConversation(...conversationIds);
      tell(conversationIds);
    },
  };
}

function isSettled(message: Message): boolean {
  return message.role === 'user' || isFinal(lastRun(message).reply.state);
}
