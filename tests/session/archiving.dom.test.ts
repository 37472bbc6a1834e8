import { expect, test } from 'vitest';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { answer, conversation, question } from '../persistence/rows.ts';
import { createTestSession } from './createTestSession.ts';

const quiet = { signal: new AbortController().signal, onProgress: () => undefined };

/** A session with two chats on its disk, the first of them open. */
async function withChats() {
  const repository = createMemoryRepository();
  const messages = ['a', 'b'].flatMap((id) => {
    const asked = question(`q-${id}`, `chat-${id}`);
    return [asked, answer(`a-${id}`, asked)];
  });
  await repository.save({ conversations: [conversation('chat-a'), conversation('chat-b')], messages }, 'strict');
  const made = createTestSession({ repository });
  await made.session.ready;
  const archiving = await made.session.loadArchiving();
  return { ...made, archiving, conversationId: conversation('chat-a').id };
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}

test('[I1] [I6] exported, wiped and imported, the chats are the same again, and the server had to forget them', async () => {
  const { archiving, repository, transport, state } = await withChats();
  const exported = await archiving.save();
  await archiving.wipe();
  expect(await repository.loadConversations()).toEqual([]);
  expect(state().conversations.size).toBe(0);
  expect(transport.forgotten).toEqual(['reply-a-a', 'reply-a-b']);
  const outcome = await archiving.bringIn(exported, quiet);
  expect(outcome).toEqual({ status: 'imported', chats: 2, messages: 4 });
  expect(state().conversations.size).toBe(2);
  expect(await bytesOf(await archiving.save())).toEqual(await bytesOf(exported));
});

test('[I4] a chat that was used here since stays as it is, and what it lacks comes back', async () => {
  const { archiving, session, repository, texts, conversationId } = await withChats();
  const exported = await archiving.save();
  await session.openConversation(conversationId);
  await session.renameConversation(conversationId, 'Mine');
  const [chat] = await repository.loadConversations([conversationId]);
  if (chat) await repository.save({ conversations: [{ ...chat, updatedAtMs: 9000 }] }, 'strict');
  await archiving.bringIn(exported, quiet);
  expect(await repository.loadConversations([conversationId])).toMatchObject([{ title: 'Mine', updatedAtMs: 9000 }]);
  expect(texts(conversationId)).toEqual(['Question q-a', 'An answer.']);
});

test('[I4] what is cancelled, and what cannot be read, changes nothing and says so', async () => {
  const { archiving, repository } = await withChats();
  const exported = await archiving.save();
  await archiving.wipe();
  const cancelled = new AbortController();
  const outcome = archiving.bringIn(exported, { ...quiet, signal: cancelled.signal });
  cancelled.abort();
  expect(await outcome).toEqual({ status: 'cancelled' });
  expect(await archiving.bringIn(new Blob(['no']), quiet)).toEqual({
    status: 'refused',
    message: 'This file is damaged.',
  });
  expect(await repository.loadConversations()).toEqual([]);
});

test('[I4] it says how far it is', async () => {
  const { archiving } = await withChats();
  const steps: string[] = [];
  await archiving.bringIn(await archiving.save(), {
    ...quiet,
    onProgress: ({ step, share }) => steps.push(`${step} ${share}`),
  });
  expect(steps).toEqual(['reading 1', 'storing 0', 'storing 1']);
});
