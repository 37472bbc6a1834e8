import { expect, test, vi } from 'vitest';
import { textOf } from '../../src/conversation/Message.ts';
import { queuedIn } from '../../src/conversation/queue.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { createTestSession } from './createTestSession.ts';
import { catalog, end, openTab, waitingIn } from './queues.ts';

/** A chat in which the first reply is being made, and two messages wait. */
async function startQueue(parts: Parameters<typeof createTestSession>[0] = {}) {
  const made = await openTab(parts);
  const { conversationId, replyId } = await made.send('One');
  made.session.queue.add(conversationId, 'Two');
  made.session.queue.add(conversationId, 'Three');
  return { ...made, conversationId, replyId, waiting: () => waitingIn(made, conversationId) };
}

test('[N34] what waits is asked one after the other when the reply before it has ended', async () => {
  const chat = await startQueue();
  expect(chat.waiting()).toEqual(['Two', 'Three']);
  await end(chat, 1);
  await vi.waitFor(() => expect(chat.texts(chat.conversationId)).toContain('Two'));
  expect(chat.waiting()).toEqual(['Three']);
  await end(chat, 2);
  await end(chat, 3);
  await vi.waitFor(() =>
    expect(chat.texts(chat.conversationId)).toEqual(['One', 'Answer', 'Two', 'Answer', 'Three', 'Answer']),
  );
  expect(chat.waiting()).toEqual([]);
});

test('[N34] it is kept on disk, in its order, and waits again after a reload', async () => {
  const repository = createMemoryRepository();
  const chat = await startQueue({ repository });
  const [first] = queuedIn(chat.session.drafts.getState(), chat.conversationId);
  if (first) chat.session.queue.move(first.key, 'later');
  await chat.session.close();
  const again = createTestSession({ repository });
  await again.session.ready;
  expect(waitingIn(again, chat.conversationId)).toEqual(['Three', 'Two']);
});

test('[N35] Stop and a failure pause it, in words; going on asks the next', async () => {
  const chat = await startQueue();
  const { session, state, conversationId } = chat;
  void session.stop(chat.replyId);
  chat.transport.streams[0]?.event({ type: 'reply-stop', seq: 1 });
  await vi.waitFor(() =>
    expect(state().pausedQueues.get(conversationId)).toBe('Paused, because the reply was stopped.'),
  );
  expect(state().announcement).toContain('Paused');
  expect(chat.waiting()).toEqual(['Two', 'Three']);
  await session.queue.resume(conversationId);
  expect(state().pausedQueues.size).toBe(0);
  expect(chat.texts(conversationId)).toEqual(['One', '', 'Two', '']);
  expect(chat.waiting()).toEqual(['Three']);
});

test('[N35] one that is sent at once stops the reply, and the others go on waiting', async () => {
  const chat = await startQueue();
  const { session, transport, conversationId } = chat;
  const [, last] = queuedIn(session.drafts.getState(), conversationId);
  const sending = last && session.queue.sendNow(last.key);
  await vi.waitFor(() => expect(transport.stops).toEqual([chat.replyId]));
  transport.streams[0]?.event({ type: 'reply-stop', seq: 1 });
  await sending;
  expect(chat.texts(conversationId)).toEqual(['One', '', 'Three', '']);
  expect(chat.waiting()).toEqual(['Two']);
  expect(chat.state().pausedQueues.size).toBe(0);
  await end(chat, 2);
  await vi.waitFor(() => expect(chat.texts(conversationId)).toContain('Two'));
});

test('[N35] what is refused waits on and says why', async () => {
  const chat = await startQueue();
  chat.session.store.setCatalog({ status: 'ready', catalog: { ...catalog, models: [] } });
  await end(chat, 1);
  await vi.waitFor(() => expect(chat.state().pausedQueues.get(chat.conversationId)).toBe('Choose a model first.'));
  expect(chat.waiting()).toEqual(['Two', 'Three']);
});

test('[N35] one queue in two tabs is asked once', async () => {
  const repository = createMemoryRepository();
  const first = await startQueue({ repository });
  await first.session.close();
  const opening = ['a', 'b'].map((tab) => openTab({ repository }, tab));
  const { conversationId } = first;
  const tabs = await Promise.all(opening);
  for (const { session } of tabs) await session.ready;
  for (const tab of tabs) await end(tab, 1);
  await vi.waitFor(async () => {
    const rows = await repository.loadMessages(conversationId);
    expect(rows.filter(({ role }) => role === 'user')).toHaveLength(2);
  });
  const asked = tabs.flatMap(({ transport }) => transport.streams.map(({ request }) => request.replyId));
  await vi.waitFor(() => expect(new Set(asked).size).toBeLessThanOrEqual(2));
  const rows = await repository.loadMessages(conversationId);
  expect(rows.filter(({ role }) => role === 'user')).toHaveLength(2);
});

/** Two tabs, not told of each other, that hold the queue of a chat whose first reply is being made. */
async function startTwoTabs() {
  const repository = createMemoryRepository();
  const first = await startQueue({ repository });
  await first.session.close();
  const opening = ['a', 'b'].map((tab) => openTab({ repository }, tab));
  const [one, other] = await Promise.all(opening);
  if (!one || !other) throw new Error('No tabs');
  const asked = async (): Promise<readonly string[]> => {
    const rows = await repository.loadMessages(first.conversationId);
    return rows.filter(({ role }) => role === 'user').map(textOf);
  };
  return { repository, one, other, asked, conversationId: first.conversationId };
}

test('[N34] two tabs that queue at the same moment lose neither text', async () => {
  const { repository, one, other, conversationId } = await startTwoTabs();
  one.session.queue.add(conversationId, 'From one');
  other.session.queue.add(conversationId, 'From the other');
  await one.session.close();
  await other.session.close();
  const again = createTestSession({ repository });
  await again.session.ready;
  expect(waitingIn(again, conversationId).toSorted()).toEqual(['From one', 'From the other', 'Three', 'Two']);
});

test('[N35] a queue that one tab has moved while the other sends is asked once', async () => {
  const { one, other, asked, conversationId } = await startTwoTabs();
  const [first] = queuedIn(one.session.drafts.getState(), conversationId);
  if (first) one.session.queue.move(first.key, 'later');
  expect(waitingIn(one, conversationId)).toEqual(['Three', 'Two']);
  await end(other, 1);
  await end(other, 2);
  await end(one, 1);
  await vi.waitFor(async () => expect((await asked()).toSorted()).toEqual(['One', 'Three', 'Two']));
  expect(waitingIn(one, conversationId)).toEqual([]);
});

test('[N40] what another tab has removed or changed meanwhile is not asked as it was', async () => {
  const { one, other, asked, conversationId } = await startTwoTabs();
  const [two, three] = queuedIn(one.session.drafts.getState(), conversationId);
  if (two) one.session.drafts.setDraft(two.key, '');
  if (three) one.session.drafts.setDraft(three.key, 'Three, changed');
  one.clock.advance(300);
  await end(other, 1);
  await vi.waitFor(async () => expect(await asked()).toEqual(['One', 'Three, changed']));
});

test('[N35] a message that is moved while the reply is stopped for it is the one that is asked', async () => {
  const chat = await startQueue();
  const { session, transport, conversationId } = chat;
  const [, last] = queuedIn(session.drafts.getState(), conversationId);
  const sending = last && session.queue.sendNow(last.key);
  await vi.waitFor(() => expect(transport.stops).toEqual([chat.replyId]));
  if (last) session.queue.move(last.key, 'sooner');
  transport.streams[0]?.event({ type: 'reply-stop', seq: 1 });
  await sending;
  expect(chat.texts(conversationId)).toEqual(['One', '', 'Three', '']);
  expect(chat.waiting()).toEqual(['Two']);
});

test('[N35] a pause ends with the last message of its queue', async () => {
  const chat = await startQueue();
  const { session, state, conversationId } = chat;
  const queued = queuedIn(session.drafts.getState(), conversationId);
  if (queued[0]) session.queue.hold(queued[0].key);
  expect(state().pausedQueues.has(conversationId)).toBe(true);
  for (const { key } of queued) session.drafts.setDraft(key, '');
  expect(state().pausedQueues.size).toBe(0);
});

test('[N35] a queue is gone with its chat', async () => {
  const chat = await startQueue();
  await chat.session.close();
  await chat.repository.deleteConversation(chat.conversationId);
  expect(await chat.repository.loadDrafts()).toEqual([]);
});
