import { describe, expect, test } from 'vitest';
import type { ConversationRepository } from '../../src/persistence/ConversationRepository.ts';
import { answer, conversation, messageId, question, run } from '../persistence/rows.ts';

/** What every place where chats are kept does with rows that are imported over others. `create` makes an empty one. */
export function describeImportedRows(name: string, create: () => ConversationRepository): void {
  describe(`${name}, when an import meets them,`, () => {
    test('[P62] a message stays in its chat, whatever is saved or imported under its name', async () => {
      const repository = create();
      const [asked, thief] = [question('q1', 'a'), question('q2', 'b')];
      const answered = answer('a1', asked);
      await repository.save({ conversations: [conversation('a')], messages: [asked, answered] }, 'strict');
      const stolen = answer('a1', thief, {
        runs: [run('reply-thief', { status: 'done', finishReason: 'stop' }, 'Mine.')],
      });
      const change = { conversations: [conversation('b')], messages: [thief, stolen, question('q1', 'b')] };
      const messageIds = new Map([[thief.conversationId, [thief.id, stolen.id, asked.id]]]);
      expect(await repository.saveStaged({ ...change, messageIds })).toEqual([]);
      await repository.save(change, 'strict');
      expect(await repository.loadMessages(asked.conversationId)).toEqual(expect.arrayContaining([asked, answered]));
      expect(await repository.loadMessages(thief.conversationId)).toEqual([thief]);
      repository.close();
    });

    test('[I32] a newer state of a chat that is imported leaves it under its title and where a person has filed it', async () => {
      const repository = create();
      const settings = { modelId: 'built-in/tiny' } as const;
      const filed = { pinned: true, archived: true, tags: ['work'], settings } as const;
      const named = conversation('a', { title: 'Named', titleFrom: 'person', ...filed });
      const plain = conversation('b', { titleFrom: 'exchange', tags: ['mine'] });
      const used = conversation('c', { updatedAtMs: 9000 });
      await repository.save({ conversations: [named, plain, used] }, 'strict');
      const newer = { updatedAtMs: 5000, shownChildren: { root: messageId('q2') } };
      const imported = [
        conversation('a', { title: 'Exported', titleFrom: 'person', ...newer }),
        conversation('b', { title: 'Exported', titleFrom: 'person', tags: ['theirs'], ...newer }),
        conversation('c', { title: 'Exported', ...newer }),
        conversation('d', newer),
      ];
      expect(await repository.saveStaged({ conversations: imported, messages: [], messageIds: new Map() })).toEqual([]);
      expect((await repository.loadConversations()).toSorted((one, other) => (one.id < other.id ? -1 : 1))).toEqual([
        { ...named, ...newer },
        conversation('b', { title: 'Exported', titleFrom: 'person', tags: ['theirs'], ...newer }),
        used,
        conversation('d', newer),
      ]);
      repository.close();
    });
  });
}
