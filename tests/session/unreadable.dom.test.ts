import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { readImport } from '../../src/archive/readImport.ts';
import { activePath } from '../../src/conversation/tree.ts';
import { createIndexedDbRepository } from '../../src/persistence/indexedDbRepository.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { answer, conversation, conversationId, question } from '../persistence/rows.ts';
import { createTestSession } from './createTestSession.ts';

const ID = conversationId('chat-001');
const DAMAGED = /damaged/;

let databases = 0;

/** A chat of two turns, of which the row of the second question cannot be read, and the repository that has it. */
async function withUnreadableQuestion() {
  const name = `unreadable-${(databases += 1)}`;
  const asked = question('question-1', ID);
  const said = answer('answer-1', asked);
  const lost = question('question-2', ID, { parentId: said.id, order: 3 });
  const last = answer('answer-2', lost);
  const whole = [asked, said, lost, last];
  const first = createIndexedDbRepository({ name });
  await first.save({ conversations: [conversation(ID)], messages: whole }, 'strict');
  first.close();
  const raw = await openDB(name);
  await raw.put('messages', { ...lost, parts: 'lost' });
  raw.close();
  const made = createTestSession({ repository: createIndexedDbRepository({ name }) });
  await made.session.ready;
  await made.session.openConversation(ID);
  return { ...made, whole, lost, last };
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}

test('[C25] a question that cannot be read is sent to no model, whatever is asked after it', async () => {
  const { session, transport, last, texts, send } = await withUnreadableQuestion();
  expect(texts(ID)).toEqual(['Question question-1', 'An answer.', '', 'An answer.']);
  expect(await session.regenerate(last.id, 'built-in/tiny')).toMatchObject({ status: 'refused' });
  await send('And then?', ID);
  const { request } = await transport.asked(1);
  expect(request.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'assistant', 'user']);
  expect(JSON.stringify(request)).not.toMatch(DAMAGED);
  await session.close();
});

test('[C25] a branch in a new chat has nothing in its place, and neither has the new version of one that is edited', async () => {
  const { session, last, lost, path } = await withUnreadableQuestion();
  const branch = await session.branch(last.id);
  if (branch.status === 'refused') throw new Error(branch.error.message);
  expect(JSON.stringify(path(branch.conversationId))).not.toMatch(DAMAGED);
  expect(path(branch.conversationId)).toHaveLength(3);
  await session.edit(lost.id, 'Asked again', 'built-in/tiny');
  expect(path(ID).find(({ parentId }) => parentId === lost.parentId)).toMatchObject({
    parts: [{ type: 'text', text: 'Asked again' }],
  });
  await session.close();
});

test('[I36] an archive and the JSON of a chat have a place for what cannot be read, and what follows it stays in reach', async () => {
  const { session, lost } = await withUnreadableQuestion();
  const archiving = await session.loadArchiving();
  expect(await (await archiving.saveChat(ID, 'json')).text()).not.toMatch(DAMAGED);
  const archived = readImport(await bytesOf(await archiving.save()));
  expect(JSON.stringify(archived.messages)).not.toMatch(DAMAGED);
  expect(archived.messages.find(({ id }) => id === lost.id)).toMatchObject({ purged: true, parts: [] });
  const inOrder = activePath(new Map(archived.messages.map((row) => [row.id, row])), {});
  expect(inOrder.map(({ id }) => id)).toEqual(['question-1', 'answer-1', 'answer-2']);
  expect(archiving.saves.getState()).toEqual({ status: 'ended', outcome: { status: 'saved', lost: 1 } });
  expect(await (await archiving.saveChat(ID, 'markdown')).text()).toMatch(DAMAGED);
  await session.close();
});

test('[I36] a place of an archive takes nothing from a message that is here whole, and gives way to one that comes', async () => {
  const { session, whole } = await withUnreadableQuestion();
  const archive = await (await session.loadArchiving()).save();
  await session.close();
  const repository = createMemoryRepository();
  await repository.save({ conversations: [conversation(ID)], messages: whole }, 'strict');
  const other = createTestSession({ repository });
  await other.session.ready;
  const archiving = await other.session.loadArchiving();
  const before = await bytesOf(await archiving.save());
  await archiving.bringIn(archive);
  expect(await bytesOf(await archiving.save())).toEqual(before);
  await archiving.wipe();
  await archiving.bringIn(archive);
  await archiving.bringIn(new Blob([new Uint8Array(before)]));
  expect(await bytesOf(await archiving.save())).toEqual(before);
});
