import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test, vi } from 'vitest';
import { createIndexedDbRepository } from '../../src/persistence/indexedDbRepository.ts';
import { wipeBrowser } from '../../src/persistence/wipeBrowser.ts';
import { answer, conversation, question, replyId } from '../persistence/rows.ts';
import { createTestSession } from './createTestSession.ts';

let names = 0;
/** The name of a database that nobody has used. */
function newName(): string {
  names += 1;
  return `deleting-${names}`;
}

test('[P63] a chat comes back from Undo as it was on the disk, with the rows that cannot be read', async () => {
  const name = newName();
  const repository = createIndexedDbRepository({ name });
  const asked = question('q1', 'a');
  await repository.save({ conversations: [conversation('a')], messages: [asked, answer('a1', asked)] }, 'strict');
  const raw = await openDB(name);
  await raw.put('messages', { ...question('q2', 'a', { parentId: asked.id, order: 3 }), parts: 'what once was text' });
  await raw.put('messages', { id: 'q3', conversationId: 'a', of: 'another time' });
  const before = await raw.getAll('messages');
  const { session } = createTestSession({ repository });
  await session.ready;
  await session.openConversation(asked.conversationId);
  await session.deleteConversation(asked.conversationId);
  expect(await raw.count('messages')).toBe(0);
  await session.undoDelete();
  expect(await raw.getAll('messages')).toEqual(before);
  expect(await raw.getAll('conversations')).toEqual([conversation('a')]);
  raw.close();
  await session.close();
});

test('[N48] where the code that deletes cannot be had, nothing is deleted and it is said, until it can', async () => {
  const repository = createIndexedDbRepository({ name: newName() });
  const asked = question('q1', 'a');
  await repository.save({ conversations: [conversation('a')], messages: [asked] }, 'strict');
  const { deletions } = repository;
  repository.deletions = () => Promise.reject(new TypeError('Failed to fetch.'));
  const { session, state } = createTestSession({ repository });
  await session.ready;
  await session.openConversation(asked.conversationId);
  await session.deleteMessage(asked.id, 'message');
  await session.deleteConversation(asked.conversationId);
  expect(state().conversations.size).toBe(1);
  expect(state().lastDeleted).toEqual([]);
  expect(state().announcement).toBe('The server does not answer. Start it, then try again.');
  repository.deletions = deletions;
  await session.deleteConversation(asked.conversationId);
  expect(state().conversations.size).toBe(0);
  await session.close();
});

test('[N46] a wipe without the server leaves nothing but the names of what is to be forgotten, for the next visit', async () => {
  const repository = createIndexedDbRepository();
  const asked = question('q1', 'a');
  const messages = [asked, answer('a1', asked), answer('a2', asked)];
  await repository.save({ conversations: [conversation('a')], messages }, 'strict');
  const raw = await openDB('rivulet');
  await raw.put('conversations', { id: 'b', title: 7 });
  raw.close();
  const { session, transport, state } = createTestSession({ repository, wipeBrowser });
  await session.ready;
  transport.answerForgets('unreachable');
  await session.deleteMessage(messages[1]?.id ?? asked.id, 'message');
  await (await session.loadArchiving()).wipe();
  expect(state().conversations.size).toBe(0);
  const left = await openDB('rivulet');
  for (const table of left.objectStoreNames) expect(await left.count(table)).toBe(table === 'deletions' ? 1 : 0);
  left.close();
  await session.close();
  const next = createTestSession({ repository: createIndexedDbRepository() });
  await next.session.ready;
  await vi.waitFor(() => expect(next.transport.forgotten).toEqual([replyId('reply-a1'), replyId('reply-a2')]));
  await vi.waitFor(async () => expect(await next.repository.countDeletions()).toBe(0));
  await next.session.close();
});

test('[N46] a page that dies in the middle of a wipe has what is gone here forgotten by the next one', async () => {
  const repository = createIndexedDbRepository({ name: newName() });
  const asked = question('q1', 'a');
  await repository.save({ conversations: [conversation('a')], messages: [asked, answer('a1', asked)] }, 'strict');
  const dying = createTestSession({ repository });
  await dying.session.ready;
  const archiving = await dying.session.loadArchiving();
  vi.spyOn(dying.transport, 'forget').mockReturnValue(new Promise(() => undefined));
  void archiving.wipe();
  await vi.waitFor(async () => expect(await repository.loadConversations()).toEqual([]));
  const next = createTestSession({ repository });
  await next.session.ready;
  await vi.waitFor(() => expect(next.transport.forgotten).toEqual([replyId('reply-a1')]));
  await vi.waitFor(async () => expect(await repository.countDeletions()).toBe(0));
  await next.session.close();
});
