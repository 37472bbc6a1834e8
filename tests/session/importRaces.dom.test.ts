import { beforeEach, expect, test, vi } from 'vitest';
import type { ConversationRepository } from '../../src/persistence/ConversationRepository.ts';
import type { ChatSession } from '../../src/session/ChatSession.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { textOf } from '../../src/conversation/Message.ts';
import { answer, conversation, question, run } from '../persistence/rows.ts';
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

/** Imports a chat that is open, and has something happen while what is on the disk of it is read for the page. */
async function importOpenChat(meanwhile: (session: ChatSession) => void): Promise<ChatSession> {
  const repository = createMemoryRepository();
  const asked = question('q-a', 'chat-a');
  const growing = answer('a-a', asked, { runs: [run('reply-a', { status: 'interrupted' }, 'An')] });
  await repository.save({ conversations: [conversation('chat-a')], messages: [asked, growing] }, 'strict');
  const { session } = createTestSession({ repository });
  await session.ready;
  await session.openConversation(asked.conversationId);
  const archiving = await session.loadArchiving();
  const exported = await archiving.save();
  // What deletes is there from now on.
  await session.deleteConversations([]);
  const { saveStaged, loadMessages } = repository;
  repository.saveStaged = (change) => {
    repository.loadMessages = async (...ids) => {
      const read = await loadMessages(...ids);
      meanwhile(session);
      return read;
    };
    return saveStaged(change);
  };
  expect(await archiving.bringIn(exported)).toMatchObject({ status: 'imported' });
  return session;
}

test('[I4] a chat that is open is shown as it is when its import is shown, not as it was before', async () => {
  const asked = question('q-a', 'chat-a');
  const whole = answer('a-a', asked, { runs: [run('reply-a', { status: 'interrupted' }, 'An answer.')] });
  const { store } = await importOpenChat((session) => {
    session.store.putMessages(conversation('chat-a', { title: 'Named' }), [whole]);
  });
  const { conversations, threads } = store.getState();
  expect(conversations.get(asked.conversationId)?.title).toBe('Named');
  expect([...(threads.get(asked.conversationId)?.values() ?? [])].map(textOf)).toEqual(['Question q-a', 'An answer.']);
});

test('[I4] a chat that is deleted while its import is shown stays out of sight', async () => {
  const { store } = await importOpenChat((session) => void session.deleteConversation(conversation('chat-a').id));
  expect(store.getState().conversations.size).toBe(0);
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

/** An archive of more messages than are stored at once. */
async function longArchive(): Promise<Blob> {
  const repository = createMemoryRepository();
  const messages = Array.from({ length: 450 }, (_, at) => question(`q-${at}`, 'chat-long', { order: at + 1 }));
  await repository.save({ conversations: [conversation('chat-long')], messages }, 'strict');
  return (await createTestSession({ repository }).session.loadArchiving()).save();
}

test.each([
  ['each of which takes nearly two minutes, leaves nothing to another tab to remove', 119_000, 3],
  ['after one of which the machine sleeps, is whole though another tab removes what was stored', 600_000, 6],
])('[I21] an import in pieces, %s', async (_, passedMs, stagings) => {
  const { repository, archiving, clock } = await withArchive();
  const other = await createTestSession({ repository, clock }).session.loadArchiving();
  const { stage } = repository;
  let count = 0;
  repository.stage = async (...piece) => {
    count += 1;
    const written = await stage(...piece);
    // Once: no machine sleeps after every piece.
    if (passedMs < 120_000 || count === 2) {
      clock.advance(passedMs);
      await other.tidy();
    }
    return written;
  };
  expect(await archiving.bringIn(await longArchive())).toMatchObject({ status: 'imported', messages: 450 });
  expect(count).toBe(stagings);
  expect(await repository.loadMessages(conversation('chat-long').id)).toHaveLength(450);
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
