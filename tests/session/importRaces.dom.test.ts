import { expect, test } from 'vitest';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { answer, conversation, question } from '../persistence/rows.ts';
import { createTestSession } from './createTestSession.ts';

/** A session with an archive of one chat of two messages, which is on its disk. */
async function withArchive() {
  const repository = createMemoryRepository();
  const asked = question('q-a', 'chat-a');
  await repository.save({ conversations: [conversation('chat-a')], messages: [asked, answer('a-a', asked)] }, 'strict');
  const { session } = createTestSession({ repository });
  await session.ready;
  const archiving = await session.loadArchiving();
  return { repository, archiving, exported: await archiving.save(), conversationId: conversation('chat-a').id };
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
