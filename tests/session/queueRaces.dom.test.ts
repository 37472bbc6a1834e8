import { expect, test, vi } from 'vitest';
import { textOf } from '../../src/conversation/Message.ts';
import { editorOf, queuedIn } from '../../src/conversation/queue.ts';
import { StorageError, type ConversationRepository } from '../../src/persistence/ConversationRepository.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { end, openTab, settle, waitingIn, type TestSession } from './queues.ts';

/** A chat in which the first reply is being made, and two messages wait, on disk too. */
async function startQueue(repository = createMemoryRepository()) {
  const tab = await openTab({ repository }, 'z');
  const { conversationId } = await tab.send('One');
  tab.session.queue.add(conversationId, 'Two');
  tab.session.queue.add(conversationId, 'Three');
  await flush(tab);
  const [two] = queuedIn(tab.session.drafts.getState(), conversationId);
  if (!two) throw new Error('Nothing waits.');
  return { ...tab, conversationId, two: two.key, waiting: () => waitingIn(tab, conversationId) };
}

async function flush({ clock }: TestSession): Promise<void> {
  clock.advance(300);
  await settle();
}

async function textsOn(repository: ConversationRepository): Promise<readonly string[]> {
  return (await repository.loadDrafts()).map(({ text }) => text).toSorted();
}

/** A disk whose next reading of drafts gives what it had when it was asked, later. */
function holdReading(repository: ConversationRepository) {
  const { loadDrafts } = repository;
  const gate = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  repository.loadDrafts = async () => {
    const rows = await loadDrafts();
    asked.resolve();
    await gate.promise;
    return rows;
  };
  return { asked: asked.promise, release: gate.resolve };
}

test('[N34] a message that was changed and at once moved is on disk once', async () => {
  const { session, two, repository, ...tab } = await startQueue();
  session.drafts.setDraft(two, 'Two, changed');
  session.queue.move(two, 'later');
  await flush({ session, repository, ...tab });
  expect(await textsOn(repository)).toEqual(['Three', 'Two, changed']);
});

test('[N34] moving keeps the ids, also when the disk refuses at first', async () => {
  const { session, two, repository, ...tab } = await startQueue();
  const idsOf = async () =>
    Object.fromEntries((await repository.loadDrafts()).map(({ text, ids }) => [text, ids.questionId]));
  const before = await idsOf();
  vi.spyOn(repository, 'saveDrafts').mockRejectedValueOnce(new StorageError('full', 'No space.'));
  session.queue.move(two, 'later');
  await settle();
  session.drafts.setDraft('new', 'The next change tries again.');
  await flush({ session, repository, ...tab });
  expect(await idsOf()).toMatchObject(before);
});

test('[N35] [N40] a message that is being changed in one tab is not asked by another', async () => {
  const repository = createMemoryRepository();
  const first = await startQueue(repository);
  await first.session.close();
  const [one, other] = [await openTab({ repository }, 'a'), await openTab({ repository }, 'b')];
  one.session.drafts.setDraft(editorOf(first.two), 'Two, better');
  await flush(one);
  await end(other, 1);
  await settle();
  const rows = await repository.loadMessages(first.conversationId);
  expect(rows.filter(({ role }) => role === 'user').map(textOf)).toEqual(['One']);
  expect(other.state().pausedQueues.get(first.conversationId)).toContain('being changed');
});

test('[N40] what is removed or queued while a slow disk is read is newer than what was read', async () => {
  const chat = await startQueue();
  const reading = holdReading(chat.repository);
  await end(chat, 1);
  await reading.asked;
  chat.session.drafts.setDraft(chat.two, '');
  chat.session.queue.add(chat.conversationId, 'Four');
  await flush(chat);
  reading.release();
  await settle();
  expect(chat.texts(chat.conversationId)).toEqual(['One', 'Answer', 'Three', '']);
  expect(chat.waiting()).toEqual(['Four']);
});

test('[N40] [N31] what waits is not lost with a disk that was emptied', async () => {
  const chat = await startQueue();
  chat.repository.loadDrafts = () => Promise.resolve([]);
  chat.repository.loadConversations = () => Promise.resolve([]);
  await end(chat, 1);
  await settle();
  expect([...chat.texts(chat.conversationId), ...chat.waiting()]).toEqual(expect.arrayContaining(['Two', 'Three']));
});

test('[N35] a tab that hears later of the end does not ask the next but one meanwhile', async () => {
  const repository = createMemoryRepository();
  const first = await startQueue(repository);
  await first.session.close();
  const [one, other] = [await openTab({ repository }, 'a'), await openTab({ repository }, 'b')];
  await end(one, 1);
  await one.transport.asked(2);
  await end(other, 1);
  await settle();
  const rows = await repository.loadMessages(first.conversationId);
  expect(rows.filter(({ role }) => role === 'user').map(textOf)).toEqual(['One', 'Two']);
});

test('[N35] [N23] a chat that was deleted and is back has what waited and what was typed in it, after a reload too', async () => {
  const { session, conversationId, repository, ...tab } = await startQueue();
  session.drafts.setDraft(conversationId, 'Typed');
  await flush({ session, repository, ...tab });
  await session.deleteConversation(conversationId);
  await session.undoDelete();
  await session.close();
  expect(await textsOn(repository)).toEqual(['Three', 'Two', 'Typed']);
});
