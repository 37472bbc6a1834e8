import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { createIndexedDbRepository } from '../../src/persistence/indexedDbRepository.ts';
import { answer, conversation, question } from '../persistence/rows.ts';
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
