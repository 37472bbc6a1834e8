import { expect, test, vi } from 'vitest';
import { editorOf, queuedIn } from '../../src/conversation/queue.ts';
import { end, openTab, settle, waitingIn, type TestSession } from './queues.ts';

/** A chat in which the first reply is being made, and two messages wait. */
async function startQueue() {
  const tab = await openTab();
  const { conversationId, replyId } = await tab.send('One');
  tab.session.queue.add(conversationId, 'Two');
  tab.session.queue.add(conversationId, 'Three');
  const [two, three] = queuedIn(tab.session.drafts.getState(), conversationId);
  if (!two || !three) throw new Error('Nothing waits.');
  return {
    ...tab,
    conversationId,
    replyId,
    two: two.key,
    three: three.key,
    waiting: () => waitingIn(tab, conversationId),
    pausedWhy: () => tab.state().pausedQueues.get(conversationId),
  };
}

/** Sends one at once, for which the reply number `count` is stopped. */
async function sendNow(chat: TestSession, key: Awaited<ReturnType<typeof startQueue>>['two'], count = 1) {
  const sending = chat.session.queue.sendNow(key);
  await vi.waitFor(() => expect(chat.transport.stops).toHaveLength(count));
  chat.transport.streams[count - 1]?.event({ type: 'reply-stop', seq: 1 });
  await sending;
}

const CHANGING = 'Paused, because a message is being changed.';

test('[N41] Send now sends the text that was begun in an editor that is gone, and ends its change', async () => {
  const chat = await startQueue();
  const { session, conversationId, two, repository } = chat;
  session.drafts.setDraft(editorOf(two), 'Two, better');
  await sendNow(chat, two);
  expect(chat.texts(conversationId)).toEqual(['One', '', 'Two, better', '']);
  expect(session.drafts.getState().has(editorOf(two))).toBe(false);
  await session.close();
  expect((await repository.loadDrafts()).map(({ text }) => text)).toEqual(['Three']);
});

test('[N41] a change that left nothing is none: the text that waits is sent', async () => {
  const chat = await startQueue();
  chat.session.drafts.setDraft(editorOf(chat.two), ' \n');
  await sendNow(chat, chat.two);
  expect(chat.texts(chat.conversationId)).toEqual(['One', '', 'Two', '']);
  expect([...chat.session.drafts.getState().values()]).toEqual(['Three']);
});

test('[N42] an editor that is left as it was opened leaves a queue that ran running, and one that was paused paused', async () => {
  const chat = await startQueue();
  const { session, conversationId, two, replyId } = chat;
  session.queue.hold(two);
  expect(chat.pausedWhy()).toBe(CHANGING);
  await session.queue.release(two);
  expect(chat.pausedWhy()).toBeUndefined();
  expect(chat.texts(conversationId)).toEqual(['One', '']);
  void session.stop(replyId);
  chat.transport.streams[0]?.event({ type: 'reply-stop', seq: 1 });
  await vi.waitFor(() => expect(chat.pausedWhy()).toBe('Paused, because the reply was stopped.'));
  session.queue.hold(two);
  await session.queue.release(two);
  expect(chat.pausedWhy()).toBe('Paused, because the reply was stopped.');
  expect(chat.waiting()).toEqual(['Two', 'Three']);
});

test('[N42] a reply that ends while an editor is open is gone on from when that is left', async () => {
  const chat = await startQueue();
  chat.session.queue.hold(chat.three);
  await end(chat, 1);
  await settle();
  expect(chat.waiting()).toEqual(['Two', 'Three']);
  await chat.session.queue.release(chat.three);
  await vi.waitFor(() => expect(chat.texts(chat.conversationId)).toEqual(['One', 'Answer', 'Two', '']));
});

test('[N42] Send now of another message does not send the one that is being changed behind its editor', async () => {
  const chat = await startQueue();
  const { session, conversationId, two, three } = chat;
  session.queue.hold(two);
  await sendNow(chat, three);
  expect(chat.pausedWhy()).toBe(CHANGING);
  await end(chat, 2);
  await settle();
  expect(chat.texts(conversationId)).toEqual(['One', '', 'Three', 'Answer']);
  expect(chat.waiting()).toEqual(['Two']);
  session.drafts.setDraft(two, 'Two, better');
  await session.queue.release(two);
  await vi.waitFor(() => expect(chat.texts(conversationId).at(-2)).toBe('Two, better'));
});

test('[N42] a change that is kept but in no open editor holds its queue until it is over, wherever it ends', async () => {
  const chat = await startQueue();
  const { session, conversationId, two } = chat;
  session.queue.hold(two);
  session.drafts.setDraft(editorOf(two), 'Two, better');
  await session.queue.release(two);
  expect(chat.pausedWhy()).toBe(CHANGING);
  await end(chat, 1);
  await settle();
  expect(chat.texts(conversationId)).toEqual(['One', 'Answer']);
  session.drafts.setDraft(two, 'Two, better');
  session.drafts.setDraft(editorOf(two), '');
  await vi.waitFor(() => expect(chat.texts(conversationId)).toEqual(['One', 'Answer', 'Two, better', '']));
});

test('[N35] a queued message whose reply fails while it is being sent pauses the queue', async () => {
  const chat = await startQueue();
  const { transport } = chat;
  const { stream } = transport;
  transport.stream = (request, options) => {
    const answered = stream(request, options);
    transport.streams.at(-1)?.fail('unauthorized');
    return answered;
  };
  await end(chat, 1);
  await vi.waitFor(() => expect(chat.texts(chat.conversationId)).toContain('Two'));
  await settle();
  expect(chat.pausedWhy()).toBe('Paused, because the reply failed.');
  expect(chat.waiting()).toEqual(['Three']);
});

test('[N35] one that is to be sent at once and was removed elsewhere leaves the queue paused, since its reply was stopped', async () => {
  const chat = await startQueue();
  const { session, two, transport } = chat;
  const sending = session.queue.sendNow(two);
  await vi.waitFor(() => expect(transport.stops).toHaveLength(1));
  session.drafts.setDraft(two, '');
  transport.streams[0]?.event({ type: 'reply-stop', seq: 1 });
  await sending;
  await settle();
  expect(chat.waiting()).toEqual(['Three']);
  expect(chat.pausedWhy()).toBe('Paused, because the reply was stopped.');
});

test('[N35] Send now that is pressed twice, or while another is being sent, sends each once', async () => {
  const chat = await startQueue();
  const { session, conversationId, two, three, transport } = chat;
  const sending = [session.queue.sendNow(two), session.queue.sendNow(two), session.queue.sendNow(three)];
  await vi.waitFor(() => expect(transport.stops).toHaveLength(1));
  transport.streams[0]?.event({ type: 'reply-stop', seq: 1 });
  await vi.waitFor(() => expect(transport.stops).toHaveLength(2));
  transport.streams[1]?.event({ type: 'reply-stop', seq: 1 });
  await Promise.all(sending);
  expect(chat.texts(conversationId)).toEqual(['One', '', 'Two', '', 'Three', '']);
  expect(chat.waiting()).toEqual([]);
});
