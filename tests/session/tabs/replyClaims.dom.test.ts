import { expect, test, vi } from 'vitest';
import { lastRun } from '../../../src/conversation/Message.ts';
import { isFinal } from '../../../src/conversation/reply.ts';
import { until } from '../../transport/followed.ts';
import { done } from '../createScriptedTransport.ts';
import { createTestBrowser } from './createTestBrowser.ts';
import { markOf } from './markOf.ts';

/** Lets everything that waits for nothing else happen. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

test('[G9] a reply is followed by the tab that began it and by those that show it, and by no other', async () => {
  const { openTwo, openTab } = createTestBrowser();
  const [one, other] = await openTwo();
  const { conversationId, replyId } = await one.send('Watch me');
  await until(() => markOf(other, conversationId) === 'generating elsewhere');
  expect(other.transport.streams).toHaveLength(0);
  const third = openTab();
  await third.session.ready;
  await until(() => markOf(third, conversationId) === 'generating elsewhere');
  expect(third.transport.streams).toHaveLength(0);
  await other.show(conversationId);
  const stream = await other.transport.asked(1);
  expect(stream.request.replyId).toBe(replyId);
  stream.text('A');
  expect(other.texts(conversationId)[1]).toBe('');
  expect(other.state().liveReplies.get(replyId)?.parts).toEqual([{ type: 'text', text: 'A' }]);
});

test('[G9] when the tab that follows a reply closes, one of the others goes on with it from what is on disk', async () => {
  const { openTwo, disk } = createTestBrowser();
  const [one, other] = await openTwo();
  const { conversationId } = await one.send('Leave me');
  one.transport.streams[0]?.text('A');
  await until(() => markOf(other, conversationId) === 'generating elsewhere');
  await one.session.close();
  const stream = await other.transport.asked(1);
  expect(stream.after).toBe(3);
  stream.event(done(4));
  await until(() => markOf(other, conversationId) === 'unread');
  await vi.waitFor(async () => {
    const [answer] = (await disk.loadMessages(conversationId)).filter(({ role }) => role === 'assistant');
    expect(answer?.role === 'assistant' && isFinal(lastRun(answer).reply.state)).toBe(true);
  });
});

test('[G9] a reply that ended in its tab is not asked for again by the next in the queue', async () => {
  const { openTwo, clock } = createTestBrowser();
  const [one, other] = await openTwo();
  const { conversationId } = await one.send('End');
  await until(() => markOf(other, conversationId) === 'generating elsewhere');
  one.transport.streams[0]?.text('A');
  one.transport.streams[0]?.event(done(4));
  await until(() => markOf(other, conversationId) === 'unread');
  clock.advance(1000);
  await settle();
  expect(other.transport.streams).toHaveLength(0);
});

test('[G9] a reply of a chat that was deleted in its tab is left by the others', async () => {
  const { openTwo, clock } = createTestBrowser();
  const [one, other] = await openTwo();
  const { conversationId } = await one.send('Delete me');
  await until(() => markOf(other, conversationId) === 'generating elsewhere');
  await one.session.deleteConversation(conversationId);
  await until(() => markOf(other, conversationId) === '');
  clock.advance(1000);
  await settle();
  expect(other.transport.streams).toHaveLength(0);
});

test('[G9] of tabs that follow one reply, a hidden one that it is not the turn of writes nothing', async () => {
  const { openTwo, disk } = createTestBrowser();
  const [one, other] = await openTwo();
  const { conversationId } = await one.send('Write once');
  await until(() => other.state().conversations.has(conversationId));
  await other.show(conversationId);
  const [here, there] = [one.transport.streams[0], await other.transport.asked(1)];
  one.setVisible(false);
  other.setVisible(false);
  const stored = async (): Promise<number> => {
    const messages = await disk.loadMessages(conversationId);
    return Math.max(...messages.map((message) => (message.role === 'assistant' ? lastRun(message).reply.seq : 0)));
  };
  there.text('A');
  await other.session.close();
  expect(await stored()).toBe(0);
  here?.text('A');
  await one.session.close();
  expect(await stored()).toBe(3);
});

test('[G9] what came to a hidden tab is written when the tab is shown and when its turn comes, also when nothing follows', async () => {
  const { openTwo, disk, clock } = createTestBrowser();
  const [one, other] = await openTwo();
  const { conversationId } = await one.send('Its line stands still');
  await until(() => other.state().conversations.has(conversationId));
  await other.show(conversationId);
  const there = await other.transport.asked(1);
  other.setVisible(false);
  const stored = async (): Promise<number> => {
    const messages = await disk.loadUnfinished();
    return Math.max(...messages.map((message) => (message.role === 'assistant' ? lastRun(message).reply.seq : 0)));
  };
  there.text('A');
  clock.advance(1000);
  await settle();
  expect(await stored()).toBe(0);
  other.setVisible(true);
  clock.advance(200);
  await settle();
  expect(await stored()).toBe(3);
  other.setVisible(false);
  there.event({ seq: 4, type: 'part-delta', index: 0, delta: 'b' });
  other.frames.draw();
  clock.advance(1000);
  await settle();
  expect(await stored()).toBe(3);
  await one.session.close();
  await settle();
  clock.advance(200);
  await settle();
  expect(await stored()).toBe(4);
});
