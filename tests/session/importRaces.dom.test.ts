import { beforeEach, expect, test, vi } from 'vitest';
import type { ConversationRepository } from '../../src/persistence/ConversationRepository.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { answer, conversation, question } from '../persistence/rows.ts';
import { createTestSession } from './createTestSession.ts';

beforeEach(() => {
  localStorage.clear();
});

/** A session with an archive of one chat of two messages, which is on its disk. */
async function withArchive() {
  const repository = createMemoryRepository();
  const asked = question('q-a', 'chat-a');
  await repository.save({ conversations: [conversation('chat-a')], messages: [asked, answer('a-a', asked)] }, 'strict');
  const { session, clock } = createTestSession({ repository });
  await session.ready;
  const archiving = await session.loadArchiving();
  return { repository, archiving, clock, exported: await archiving.save(), conversationId: conversation('chat-a').id };
}

/** Imports in another page, which is killed before the last write. */
async function importUntilKilled(repository: ConversationRepository, exported: Blob): Promise<void> {
  const { session } = createTestSession({ repository });
  const { saveStaged } = repository;
  const reached = Promise.withResolvers<void>();
  repository.saveStaged = () => {
    reached.resolve();
    return new Promise(() => undefined);
  };
  const archiving = await session.loadArchiving();
  void archiving.bringIn(exported);
  await reached.promise;
  repository.saveStaged = saveStaged;
}

test('[I22] a chat that is deleted between the last look and the last write of an import is back whole', async () => {
  const { repository, archiving, exported, conversationId } = await withArchive();
  const { saveStaged } = repository;
  repository.saveStaged = async (change) => {
    repository.saveStaged = saveStaged;
    await repository.deleteConversation(conversationId);
    return saveStaged(change);
  };
  expect(await archiving.bringIn(exported)).toMatchObject({ status: 'imported' });
  expect(await repository.loadConversations()).toHaveLength(1);
  expect(await repository.loadMessages(conversationId)).toHaveLength(2);
});

test('[I22] [I21] what was staged and is removed before the last write is staged again', async () => {
  const { repository, archiving, exported, conversationId } = await withArchive();
  await archiving.wipe();
  const { saveStaged } = repository;
  repository.saveStaged = async (change) => {
    repository.saveStaged = saveStaged;
    await repository.removeStaged();
    return saveStaged(change);
  };
  expect(await archiving.bringIn(exported)).toMatchObject({ status: 'imported' });
  expect(await repository.loadMessages(conversationId)).toHaveLength(2);
});

test('[I21] without locks to share, what a killed page has left is removed two minutes later, not before', async () => {
  // jsdom is such a browser.
  expect('locks' in navigator).toBe(false);
  const { repository, archiving, exported, conversationId, clock } = await withArchive();
  await archiving.wipe();
  await importUntilKilled(repository, exported);
  clock.advance(119_000);
  await archiving.tidy();
  expect(await repository.loadMessages(conversationId)).toHaveLength(2);
  clock.advance(1_000);
  await archiving.tidy();
  expect(await repository.loadMessages(conversationId)).toEqual([]);
});

test('[I6] [I21] a wipe leaves nothing of an import whose page was killed just now', async () => {
  const { repository, archiving, exported, conversationId } = await withArchive();
  await archiving.wipe();
  await importUntilKilled(repository, exported);
  expect(await repository.loadMessages(conversationId)).toHaveLength(2);
  await archiving.wipe();
  expect(await repository.loadMessages(conversationId)).toEqual([]);
});

test('[I21] a look at Your data in another tab leaves an import alone that is being stored, and one that has ended leaves no sign', async () => {
  const { repository, archiving, exported, conversationId } = await withArchive();
  await archiving.wipe();
  const other = await createTestSession({ repository }).session.loadArchiving();
  const { saveStaged } = repository;
  repository.saveStaged = async (change) => {
    await other.tidy();
    expect(await repository.loadMessages(conversationId)).toHaveLength(2);
    return saveStaged(change);
  };
  expect(await archiving.bringIn(exported)).toMatchObject({ status: 'imported' });
  expect(Object.keys(localStorage).filter((key) => key.includes('import'))).toEqual([]);
});

test('[I24] what a page has left that was killed just now does not make the last write of the next import long', async () => {
  const { repository, archiving, exported, conversationId } = await withArchive();
  await archiving.wipe();
  await importUntilKilled(repository, exported);
  const saved = vi.spyOn(repository, 'saveStaged');
  expect(await archiving.bringIn(exported)).toMatchObject({ status: 'imported' });
  expect(saved.mock.calls.map(([change]) => change.messages)).toEqual([[]]);
  expect(await repository.loadMessages(conversationId)).toHaveLength(2);
});
