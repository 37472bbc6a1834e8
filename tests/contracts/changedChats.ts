import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../src/conversation/Conversation.ts';
import type { ConversationRepository } from '../../src/persistence/ConversationRepository.ts';
import { conversation, messageId, question } from '../persistence/rows.ts';

const BEFORE = conversation('a', {
  tags: ['work', 'old'],
  shownChildren: { root: messageId('q1'), q1: messageId('m1') },
  settings: { modelId: 'built-in/tiny', temperature: '0.5' },
});

/** What a chat is on the disk after another tab has changed it, and then this tab has, which knows it as it was before. */
type Case = readonly [
  what: string,
  other: Partial<Conversation>,
  own: Partial<Conversation>,
  both: Partial<Conversation>,
];

const CASES: readonly Case[] = [
  ['a pin and a title', { pinned: true }, { title: 'Mine', titleFrom: 'person' }, {}],
  ['a place in the archive and a time', { archived: true }, { updatedAtMs: 2000 }, {}],
  ['tags', { tags: ['work', 'theirs'] }, { tags: ['work', 'old', 'mine'] }, { tags: ['work', 'theirs', 'mine'] }],
  [
    'versions in sight',
    { shownChildren: { root: messageId('q2'), q1: messageId('m1') } },
    { shownChildren: { root: messageId('q1'), q1: messageId('m2'), q2: messageId('m3') } },
    { shownChildren: { root: messageId('q2'), q1: messageId('m2'), q2: messageId('m3') } },
  ],
  [
    'settings, also one that is taken back',
    { settings: { modelId: 'built-in/other', temperature: '0.5' } },
    { settings: { modelId: 'built-in/tiny' } },
    { settings: { modelId: 'built-in/other' } },
  ],
  ['a later time than this tab knows', { updatedAtMs: 3000 }, { updatedAtMs: 2000 }, { updatedAtMs: 3000 }],
  [
    'a title of a person, and one that is made',
    { title: 'Theirs', titleFrom: 'person' },
    { title: 'Made', titleFrom: 'exchange' },
    { title: 'Theirs', titleFrom: 'person' },
  ],
];

/** What a change of a chat must do in every place where chats are kept. `create` makes an empty one. */
export function describeChangedChats(name: string, create: () => ConversationRepository): void {
  describe(`chats that two tabs change, in ${name}`, () => {
    test.each(CASES)('[P66] have both changes: %s', async (_what, other, own, both) => {
      const repository = create();
      const before = new Map([[BEFORE.id, BEFORE]]);
      await repository.save({ conversations: [BEFORE] }, 'strict');
      for (const change of [other, own]) {
        await repository.save({ conversations: [{ ...BEFORE, ...change }], before, onlyStored: true }, 'relaxed');
      }
      expect(await repository.loadConversations()).toEqual([{ ...BEFORE, ...other, ...own, ...both }]);
      repository.close();
    });

    test('[P66] lose what a tab takes back, and come back whole where another tab has deleted them', async () => {
      const repository = create();
      const pinned = conversation('a', { pinned: true });
      const before = new Map([[pinned.id, pinned]]);
      const unpinned = conversation('a');
      await repository.save({ conversations: [pinned] }, 'strict');
      await repository.save({ conversations: [unpinned], before }, 'strict');
      expect(await repository.loadConversations()).toEqual([unpinned]);
      await repository.deleteConversation(pinned.id);
      const change = { conversations: [{ ...pinned, updatedAtMs: 2000 }], before, messages: [question('q1', 'a')] };
      await repository.save(change, 'strict');
      expect(await repository.loadConversations()).toEqual(change.conversations);
      repository.close();
    });
  });
}
