import { describe, expect, test } from 'vitest';
import type { ConversationRepository } from '../../src/persistence/ConversationRepository.ts';
import { answer, conversation, conversationId, question, run } from '../persistence/rows.ts';

/** What every place where chats are kept must do. `create` makes an empty one. */
export function describeConversationRepository(name: string, create: () => ConversationRepository): void {
  describe(name, () => {
    test('[P1] a new repository is empty', async () => {
      const repository = create();
      await expect(repository.loadConversations()).resolves.toEqual([]);
      await expect(repository.loadMessages(conversationId('a'))).resolves.toEqual([]);
      await expect(repository.loadUnfinished()).resolves.toEqual([]);
      repository.close();
    });

    test('[P1] what was saved is read back as it was, each chat with its own messages', async () => {
      const repository = create();
      const [first, second] = [question('q1', 'a'), question('q2', 'b')];
      const reply = answer('m1', first);
      await repository.save(
        { conversations: [conversation('a'), conversation('b')], messages: [first, reply] },
        'strict',
      );
      await repository.save({ messages: [second] }, 'relaxed');
      expect(sorted(await repository.loadConversations())).toEqual([conversation('a'), conversation('b')]);
      expect(sorted(await repository.loadMessages(conversationId('a')))).toEqual([reply, first]);
      expect(await repository.loadMessages(conversationId('b'))).toEqual([second]);
      repository.close();
    });

    test('[P1] a row with the same id is replaced', async () => {
      const repository = create();
      await repository.save({ conversations: [conversation('a')] }, 'strict');
      await repository.save(
        { conversations: [conversation('a', { title: 'Renamed', titleFrom: 'person' })] },
        'strict',
      );
      expect(await repository.loadConversations()).toEqual([
        conversation('a', { title: 'Renamed', titleFrom: 'person' }),
      ]);
      repository.close();
    });

    test('[P4] the answers whose last run has not ended are found, in all chats', async () => {
      const repository = create();
      const [first, second] = [question('q1', 'a'), question('q2', 'b')];
      const growing = answer('m1', first, { runs: [run('reply-m1', { status: 'streaming', link: 'open' }, 'Hel')] });
      const queued = answer('m2', second, {
        runs: [
          run('reply-m2', { status: 'stopped' }, 'Hi'),
          run('reply-m3', { status: 'queued' }, '', { startedAtMs: 2000 }),
        ],
      });
      const messages = [first, second, growing, queued, answer('m4', first)];
      await repository.save({ messages }, 'strict');
      expect(sorted(await repository.loadUnfinished())).toEqual([growing, queued]);
      const ended = { ...growing, runs: [run('reply-m1', { status: 'stopped' }, 'Hello')] };
      await repository.save({ messages: [ended] }, 'strict');
      expect(await repository.loadUnfinished()).toEqual([queued]);
      repository.close();
    });

    test('[P5] a writer that is behind does not undo what was stored', async () => {
      const repository = create();
      const asked = question('q1', 'a');
      const done = answer('m1', asked, { runs: [run('reply-m1', { status: 'done', finishReason: 'stop' }, 'Hello')] });
      const behind = { ...done, runs: [run('reply-m1', { status: 'streaming', link: 'open' }, 'Hel')] };
      await repository.save({ messages: [done] }, 'strict');
      await repository.save({ messages: [behind] }, 'relaxed');
      expect(await repository.loadMessages(asked.conversationId)).toEqual([done]);
      repository.close();
    });

    test('[P6] a deleted chat is gone with its messages, and only it', async () => {
      const repository = create();
      const [first, second] = [question('q1', 'a'), question('q2', 'b')];
      const running = answer('m1', first, { runs: [run('reply-m1', { status: 'queued' })] });
      const conversations = [conversation('a'), conversation('b')];
      await repository.save({ conversations, messages: [first, running, second] }, 'strict');
      await repository.deleteConversation(conversationId('a'));
      await repository.deleteConversation(conversationId('never'));
      expect(await repository.loadConversations()).toEqual([conversation('b')]);
      expect(await repository.loadMessages(conversationId('a'))).toEqual([]);
      expect(await repository.loadUnfinished()).toEqual([]);
      expect(await repository.loadMessages(conversationId('b'))).toEqual([second]);
      repository.close();
    });
  });
}

function sorted<T extends { readonly id: string }>(rows: readonly T[]): readonly T[] {
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
