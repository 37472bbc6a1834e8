import { expect, test, vi } from 'vitest';
import { StorageError } from '../../src/persistence/ConversationRepository.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { createTestSession } from './createTestSession.ts';

/** A chat whose reply was stopped while the server could not be reached. */
async function stopUnheard() {
  const page = createTestSession();
  page.transport.answerStops('unreachable');
  const { replyId } = await page.send('Hello');
  page.transport.streams[0]?.text('Some');
  await page.session.stop(replyId);
  return { ...page, replyId };
}

test('[N26] a stop that was taken note of is not sent again', async () => {
  const { session, transport, repository, clock, send } = createTestSession();
  const { replyId } = await send('Hello');
  void session.stop(replyId);
  await vi.waitFor(async () => expect(await repository.loadStops()).toEqual([]));
  window.dispatchEvent(new Event('online'));
  clock.advance(60_000);
  expect(transport.stops).toEqual([replyId]);
});

test('[N26] one that was not is sent again when the page is woken and every ten seconds, until it is', async () => {
  const { transport, repository, clock, replyId } = await stopUnheard();
  expect(await repository.loadStops()).toEqual([replyId]);
  window.dispatchEvent(new Event('online'));
  expect(transport.stops).toHaveLength(2);
  await vi.waitFor(() => expect(clock.waiting).toBe(1));
  transport.answerStops('acknowledged');
  clock.advance(10_000);
  expect(transport.stops).toEqual([replyId, replyId, replyId]);
  await vi.waitFor(async () => expect(await repository.loadStops()).toEqual([]));
  clock.advance(60_000);
  window.dispatchEvent(new Event('online'));
  expect(transport.stops).toHaveLength(3);
});

test('[N26] it is sent again on the next visit, and no sooner is it forgotten', async () => {
  const { session, repository, replyId } = await stopUnheard();
  await session.close();
  const next = createTestSession({ repository });
  next.transport.answerStops('rejection');
  await next.session.ready;
  await vi.waitFor(() => expect(next.transport.stops).toEqual([replyId]));
  await vi.waitFor(() => expect(next.clock.waiting).toBe(1));
  expect(await repository.loadStops()).toEqual([replyId]);
  next.transport.answerStops('acknowledged');
  next.clock.advance(10_000);
  await vi.waitFor(async () => expect(await repository.loadStops()).toEqual([]));
  await next.session.close();
});

test('[N26] a stop that is under way is not sent beside itself', async () => {
  const { session, transport, send } = createTestSession();
  transport.answerStops('silence');
  const { replyId } = await send('Hello');
  void session.stop(replyId);
  window.dispatchEvent(new Event('online'));
  window.dispatchEvent(new Event('pageshow'));
  expect(transport.stops).toEqual([replyId]);
});

test('[N26] a disk that keeps no stops is said, and the stop is sent all the same', async () => {
  const refusing = () => Promise.reject(new StorageError('failed', 'No.'));
  const repository = { ...createMemoryRepository(), setStop: refusing, loadStops: refusing };
  const { session, transport, send, state } = createTestSession({ repository });
  const { replyId } = await send('Hello');
  void session.stop(replyId);
  expect(transport.stops).toEqual([replyId]);
  await vi.waitFor(() => expect(state().storage).toEqual({ status: 'memory-only', reason: 'No.' }));
});
