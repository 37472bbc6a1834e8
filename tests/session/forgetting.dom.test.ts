import { expect, test, vi } from 'vitest';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { answer, conversation, question } from '../persistence/rows.ts';
import { createTestSession } from './createTestSession.ts';

test('[N11] thousands of replies are forgotten a hundred at a time: of more a browser would refuse some', async () => {
  const repository = createMemoryRepository();
  const messages = Array.from({ length: 250 }, (_, at) => answer(`a-${at}`, question('q1', 'a')));
  await repository.save({ conversations: [conversation('a')], messages }, 'strict');
  const { session, transport, clock } = createTestSession({ repository });
  await session.ready;
  const forget = vi.spyOn(transport, 'forget');
  let answered = Promise.withResolvers<'acknowledged'>();
  const batches: number[] = [];
  forget.mockImplementation(() => answered.promise);
  await session.deleteConversation(conversation('a').id);
  clock.advance(10_000);
  for (const count of [100, 200, 250]) {
    await vi.waitFor(() => expect(forget.mock.calls.length).toBeGreaterThanOrEqual(count));
    batches.push(forget.mock.calls.length);
    const { resolve } = answered;
    answered = Promise.withResolvers();
    resolve('acknowledged');
  }
  expect(batches).toEqual([100, 200, 250]);
});
