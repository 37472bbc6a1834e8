import { expect, test, vi } from 'vitest';
import { textOf, type Message } from '../../src/conversation/Message.ts';
import { StorageError, type ConversationRepository } from '../../src/persistence/ConversationRepository.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { createPageRescue } from '../../src/persistence/pageRescue.ts';
import { draft } from '../persistence/rows.ts';
import { done } from './createScriptedTransport.ts';
import { createTestSession } from './createTestSession.ts';

/** A disk whose growing replies are written when the test says so. */
function holdAppends(repository: ConversationRepository) {
  const gate = Promise.withResolvers<void>();
  const held: ConversationRepository = {
    ...repository,
    async append(chunks) {
      await gate.promise;
      await repository.append(chunks);
    },
  };
  return { held, release: gate.resolve };
}

test('[N30] what is shown when a page goes away is there on the next visit, also when its database never answered', async () => {
  const repository = createMemoryRepository();
  const { held, release } = holdAppends(repository);
  const { session, transport, clock, frames, send } = createTestSession({
    repository: held,
    rescue: createPageRescue(),
  });
  const { conversationId } = await send('Hello');
  transport.streams[0]?.text('A');
  clock.advance(200);
  transport.streams[0]?.event({ seq: 4, type: 'part-delta', index: 0, delta: 'b' });
  frames.draw();
  window.dispatchEvent(new Event('pagehide'));
  const again = createTestSession({ repository, rescue: createPageRescue() });
  await again.session.ready;
  expect(again.texts(conversationId)).toEqual(['Hello', 'Ab']);
  expect((await again.transport.asked(1)).after).toBe(4);
  expect((await repository.loadUnfinished()).map(textOf)).toEqual(['Ab']);
  expect(localStorage.getItem('rivulet.pieces')).toBeNull();
  release();
  await session.close();
});

test('[N30] the tail of a reply that ends just before the page goes away is there on the next visit', async () => {
  const repository = createMemoryRepository();
  const gate = Promise.withResolvers<void>();
  const held: ConversationRepository = {
    ...repository,
    save: (change, durability) =>
      change.onlyStored ? gate.promise.then(() => []) : repository.save(change, durability),
  };
  const { session, transport, clock, send } = createTestSession({ repository: held, rescue: createPageRescue() });
  const { conversationId } = await send('Hello');
  transport.streams[0]?.text('A');
  clock.advance(200);
  transport.streams[0]?.event({ seq: 4, type: 'part-delta', index: 0, delta: 'b' }, done(5));
  const closing = session.close();
  const again = createTestSession({ repository, rescue: createPageRescue() });
  await again.session.ready;
  expect(again.texts(conversationId)).toEqual(['Hello', 'Ab']);
  (await again.transport.asked(1)).event(done(5));
  expect(again.state().liveReplies.size).toBe(0);
  gate.resolve();
  await closing;
});

test('[N30] a chat that is read as soon as it is in the list has what was kept', async () => {
  const repository = createMemoryRepository();
  const { held } = holdAppends(repository);
  const { session, transport, send } = createTestSession({ repository: held, rescue: createPageRescue() });
  const { conversationId } = await send('Hello');
  transport.streams[0]?.text('A');
  void session.close();
  const again = createTestSession({ repository, rescue: createPageRescue() });
  const reading = Promise.withResolvers<readonly Message[]>();
  again.session.store.subscribe(({ conversations }) => {
    if (conversations.size > 0) reading.resolve(repository.loadMessages(conversationId));
  });
  expect((await reading.promise).map(textOf)).toEqual(['Hello', 'A']);
});

test('[N30] nothing is left behind by a page whose database did answer', async () => {
  const { held, release } = holdAppends(createMemoryRepository());
  const { session, transport, send } = createTestSession({ repository: held, rescue: createPageRescue() });
  await send('Hello');
  transport.streams[0]?.text('A');
  const closing = session.close();
  expect(localStorage.getItem('rivulet.pieces')).not.toBeNull();
  release();
  await closing;
  expect(localStorage.getItem('rivulet.pieces')).toBeNull();
});

test('[N30] what was kept of a chat that is deleted by the next visit is let go', async () => {
  const repository = createMemoryRepository();
  const { held } = holdAppends(repository);
  const { session, transport, send } = createTestSession({ repository: held, rescue: createPageRescue() });
  const { conversationId } = await send('Hello');
  transport.streams[0]?.text('A');
  void session.close();
  await repository.deleteConversation(conversationId);
  const again = createTestSession({ repository, rescue: createPageRescue() });
  await again.session.ready;
  expect(await repository.loadMessages(conversationId)).toEqual([]);
  expect(localStorage.getItem('rivulet.pieces')).toBeNull();
});

test('[N30] what the disk refuses on the next visit is kept for the one after it', async () => {
  const repository = createMemoryRepository();
  const { held } = holdAppends(repository);
  const { session, transport, send } = createTestSession({ repository: held, rescue: createPageRescue() });
  const { conversationId } = await send('Hello');
  transport.streams[0]?.text('A');
  void session.close();
  vi.spyOn(repository, 'append').mockRejectedValueOnce(new StorageError('full', 'No space.'));
  const second = createTestSession({ repository, rescue: createPageRescue() });
  await second.session.ready;
  expect(second.state().storage).toEqual({ status: 'memory-only', reason: 'No space.' });
  const third = createTestSession({ repository, rescue: createPageRescue() });
  await third.session.ready;
  expect(third.texts(conversationId)).toEqual(['Hello', 'A']);
});

test('[N30] what was kept waits for a visit on which the disk can be opened, and so does a draft', async () => {
  const repository = createMemoryRepository();
  const { held } = holdAppends(repository);
  const first = createTestSession({ repository: held, rescue: createPageRescue() });
  const { conversationId } = await first.send('Hello');
  first.transport.streams[0]?.text('A');
  void first.session.close();
  createPageRescue().drafts.put([draft('new', 'Typed')]);
  const refuse = () => Promise.reject(new StorageError('blocked', 'Close it.'));
  const closed = { ...repository, loadConversations: refuse, append: refuse };
  const second = createTestSession({ repository: closed, rescue: createPageRescue() });
  await second.session.ready;
  expect(second.session.drafts.getState().get('new')).toBe('Typed');
  await second.session.close();
  const third = createTestSession({ repository, rescue: createPageRescue() });
  await third.session.ready;
  expect(third.texts(conversationId)).toEqual(['Hello', 'A']);
  expect(third.session.drafts.getState().get('new')).toBe('Typed');
});
