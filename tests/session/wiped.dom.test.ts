import { expect, test } from 'vitest';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { done } from './createScriptedTransport.ts';
import { createTestSession } from './createTestSession.ts';

test('[N31] chats that are taken away while the page is open are told of, for as long as it is, and come back with their next question', async () => {
  const repository = createMemoryRepository();
  let wipe: (() => void) | undefined;
  const { session, transport, send, state } = createTestSession({
    repository: { ...repository, onWiped: (listener) => (wipe = listener) },
  });
  await session.ready;
  wipe?.();
  expect(state().storage.status).toBe('saved');
  const { conversationId } = await send('One');
  transport.streams[0]?.text('A1.');
  transport.streams[0]?.event(done(4));
  await repository.deleteConversation(conversationId);
  wipe?.();
  expect(state().storage).toMatchObject({
    status: 'memory-only',
    reason: expect.stringMatching(/have been removed/) as string,
  });
  await send('Two', conversationId);
  expect(state().storage.status).toBe('memory-only');
  expect(await repository.loadMessages(conversationId)).toHaveLength(4);
});
