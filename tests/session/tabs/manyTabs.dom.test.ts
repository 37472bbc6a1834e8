import { expect, test, vi } from 'vitest';
import { conversation } from '../../persistence/rows.ts';
import { createTestSession } from '../createTestSession.ts';
import type { ReplyId } from '../../../protocol/ids.ts';
import { nameOf, queuedIn } from '../../../src/conversation/queue.ts';
import type { LinkListener, OpenLink } from '../../../src/transport/Link.ts';
import type { ModelSource } from '../../../src/session/catalogLoader.ts';
import { until } from '../../transport/followed.ts';
import type { startManyTabs } from '../../../src/session/tabs/startManyTabs.ts';
import { done } from '../createScriptedTransport.ts';
import { createTestBrowser } from './createTestBrowser.ts';
import { markOf } from './markOf.ts';

/** Lets everything that waits for nothing else happen. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

test('[G3] a page that is alone loads nothing more before its first reply has ended for a second', async () => {
  const { openTab, clock } = createTestBrowser();
  const tab = openTab();
  await tab.session.ready;
  await tab.send('First');
  clock.advance(10_000);
  tab.transport.streams[0]?.text('Hello');
  clock.advance(10_000);
  tab.transport.streams[0]?.event(done(4));
  clock.advance(999);
  await settle();
  expect(tab.loaded).not.toHaveBeenCalled();
  clock.advance(1);
  await settle();
  expect(tab.loaded).toHaveBeenCalledTimes(1);
});

test('[G3] a second chat, a chat from an earlier visit and another tab load it', async () => {
  const { openTab, disk } = createTestBrowser();
  const first = openTab();
  await first.send('One');
  expect(first.loaded).not.toHaveBeenCalled();
  await first.send('Two');
  await until(() => first.loaded.mock.calls.length === 1);
  const second = openTab();
  await until(() => second.loaded.mock.calls.length === 1);
  await first.session.close();
  await second.session.close();
  expect(await disk.loadConversations()).toHaveLength(2);
  const later = createTestBrowser();
  const early = later.openTab();
  expect(early.loaded).not.toHaveBeenCalled();
  later.openTab();
  await until(() => early.loaded.mock.calls.length === 1);
});

test('[G3] no reply of an earlier visit is followed before it is loaded: six open connections would keep it from coming', async () => {
  const { openTab } = createTestBrowser();
  const first = openTab();
  const { conversationId } = await first.send('Unfinished');
  await first.session.close();
  const loading = Promise.withResolvers<never>();
  const tab = openTab({ load: () => loading.promise });
  await tab.show(conversationId);
  await settle();
  expect(tab.transport.streams).toHaveLength(0);
  loading.reject(new Error('The server is gone.'));
  await tab.transport.asked(1);
  await settle();
  expect(tab.transport.streams).toHaveLength(1);
});

test('[G3] what cannot be loaded is not missed: a reply of an earlier visit is followed all the same', async () => {
  const { openTab } = createTestBrowser();
  const first = openTab();
  await first.send('Unfinished');
  await first.session.close();
  const tab = openTab({ load: () => Promise.reject(new Error('The server is gone.')) });
  expect((await tab.transport.asked(1)).after).toBe(0);
  expect(tab.loaded).not.toHaveBeenCalled();
});

test('[G4] a question of one tab is in the other, in its list and in the chat that it shows', async () => {
  const { openTwo } = createTestBrowser();
  const [one, other] = await openTwo();
  const { conversationId } = await one.send('First');
  one.transport.streams[0]?.text('A');
  one.transport.streams[0]?.event(done(4));
  await until(() => other.state().conversations.has(conversationId));
  await other.show(conversationId);
  await until(() => other.texts(conversationId)[1] === 'A');
  await one.send('Second', conversationId);
  await until(() => other.texts(conversationId).length === 4);
  expect(other.texts(conversationId).slice(0, 3)).toEqual(['First', 'A', 'Second']);
  await one.session.renameConversation(conversationId, 'Named');
  await until(() => other.state().conversations.get(conversationId)?.title === 'Named');
});

test('[G4] what one tab deletes is gone in the other, without an Undo there, and Undo brings it back in both', async () => {
  const { openTwo, disk } = createTestBrowser();
  const [one, other] = await openTwo();
  const { conversationId } = await one.send('Delete me');
  one.transport.streams[0]?.text('A');
  one.transport.streams[0]?.event(done(4));
  await until(() => other.state().conversations.has(conversationId));
  await other.show(conversationId);
  await one.session.deleteConversation(conversationId);
  await until(() => !other.state().conversations.has(conversationId));
  expect(other.state().threads.has(conversationId)).toBe(false);
  expect(other.state().lastDeleted).toEqual([]);
  expect(await disk.loadConversations()).toEqual([]);
  await one.session.undoDelete();
  await until(() => other.state().conversations.has(conversationId));
});

test('[G4] tabs tell each other which chat to read again and never what is in it', async () => {
  const { openTwo, told, clock } = createTestBrowser();
  const [one] = await openTwo();
  told.length = 0;
  const { conversationId } = await one.send('A secret question');
  expect(told).toEqual([conversationId]);
  one.transport.streams[0]?.text('A secret answer');
  clock.advance(200);
  await settle();
  expect(told).toEqual([conversationId]);
  one.transport.streams[0]?.event(done(4));
  await until(() => told.length > 1);
  expect(new Set(told)).toEqual(new Set([conversationId]));
});

test('[G4] a chat that nothing new was written in is not drawn again', async () => {
  const { openTwo } = createTestBrowser();
  const [one, other] = await openTwo();
  const { conversationId, messageId } = await one.send('First');
  one.transport.streams[0]?.text('A');
  one.transport.streams[0]?.event(done(4));
  await other.session.ready;
  await until(() => other.state().conversations.has(conversationId));
  await other.show(conversationId);
  await until(() => other.texts(conversationId)[1] === 'A');
  await settle();
  const before = other.state().threads.get(conversationId)?.get(messageId);
  await one.session.renameConversation(conversationId, 'Named');
  await until(() => other.state().conversations.get(conversationId)?.title === 'Named');
  expect(other.state().threads.get(conversationId)?.get(messageId)).toBe(before);
});

test('[I20] [G4] what one tab imports is in the list of the other in one step, and told in one message', async () => {
  const { openTwo, disk, told } = createTestBrowser();
  const conversations = Array.from({ length: 450 }, (_, at) => conversation(`imported-${at}`));
  await disk.save({ conversations }, 'strict');
  const saving = await createTestSession({ repository: disk }).session.loadArchiving();
  const exported = await saving.save();
  await saving.wipe();
  const [one, other] = await openTwo();
  const importing = await one.session.loadArchiving();
  told.length = 0;
  const sizes: number[] = [];
  other.session.store.subscribe((state, before) => {
    if (state.conversations !== before.conversations) sizes.push(state.conversations.size);
  });
  expect(await importing.bringIn(exported)).toMatchObject({ status: 'imported', chats: 450 });
  await until(() => other.state().conversations.size > 0);
  expect(sizes).toEqual([450]);
  expect(told).toEqual([expect.arrayContaining(conversations.map(({ id }) => id))]);
});

test.each([
  ['without Web Locks each tab has one slot', { withoutLocks: true }, 1],
  ['with Web Locks there are four', {}, 4],
] as const)('[G5] [G7] %s', async (_case, options, count) => {
  const { openTwo } = createTestBrowser(options);
  const [tab] = await openTwo();
  const kinds: (boolean | undefined)[] = [];
  const aborter = new AbortController();
  const openLink: OpenLink = ({ isPiece }, { signal }) => {
    kinds.push(isPiece);
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve({ kind: 'aborted' }));
    });
  };
  const listener: LinkListener = { signal: aborter.signal, onOpen: () => undefined, onEvent: () => 'go-on' };
  const ended = Array.from({ length: 6 }, (_, index) =>
    tab.gate.through(`reply-${index}` as ReplyId, openLink)({ method: 'GET', after: 1 }, listener),
  );
  await until(() => kinds.length === 6);
  expect(kinds.filter((isPiece) => !isPiece)).toHaveLength(count);
  aborter.abort();
  await Promise.all(ended);
});

test('[G8] one tab reads the feed for all; when it leaves, the next goes on from where it was', async () => {
  const { openTwo, feeds } = createTestBrowser();
  const [one, other] = await openTwo();
  await until(() => feeds.made.length === 1);
  expect(feeds.open.map(({ url }) => url)).toEqual(['/api/events']);
  feeds.open[0]?.say(1_700_000_000_001, { type: 'models-changed' });
  const leader = feeds.made.length;
  await one.session.close();
  await until(() => feeds.made.length === leader + 1);
  expect(feeds.open.map(({ url }) => url)).toEqual(['/api/events?after=1700000000001']);
  await other.session.close();
  expect(feeds.open).toEqual([]);
});

test('[G8] every tab hears that models have changed', async () => {
  const { openTab, feeds } = createTestBrowser();
  const loadModels = vi.fn<ModelSource['loadModels']>(() => Promise.reject(new Error('none')));
  const tabs = [openTab({ api: { loadModels } }), openTab({ api: { loadModels } })];
  await until(() => feeds.made.length === 1 && tabs.every(({ loaded }) => loaded.mock.calls.length === 1));
  loadModels.mockClear();
  feeds.open[0]?.say(1, { type: 'models-changed' });
  expect(loadModels).toHaveBeenCalledTimes(2);
});

test('[G8] a chat is no longer marked as generating once the server says that its reply has ended', async () => {
  const { openTwo, feeds } = createTestBrowser();
  const [one, other] = await openTwo();
  const { conversationId, replyId } = await one.send('Far away');
  await until(() => markOf(other, conversationId) === 'generating elsewhere');
  feeds.open[0]?.say(1, { type: 'reply-finished', replyId, outcome: 'done' });
  expect(markOf(other, conversationId)).toBe('');
});

test('[G8] a feed that was refused is asked for again after ten seconds', async () => {
  const { openTwo, feeds, clock } = createTestBrowser();
  await openTwo();
  await until(() => feeds.made.length === 1);
  feeds.made[0]?.refuse();
  clock.advance(9999);
  expect(feeds.made).toHaveLength(1);
  clock.advance(1);
  expect(feeds.made).toHaveLength(2);
});

test('[G8] without shared locks a tab reads the feed as long as it hears of no other', async () => {
  const { openTab, feeds, clock } = createTestBrowser({ withoutLocks: true });
  const loadModels = vi.fn<ModelSource['loadModels']>(() => Promise.reject(new Error('none')));
  const tab = openTab({ api: { loadModels } });
  await tab.send('One');
  await tab.send('Two');
  await until(() => feeds.open.length === 1);
  loadModels.mockClear();
  feeds.open[0]?.say(1, { type: 'models-changed' });
  expect(loadModels).toHaveBeenCalledTimes(1);
  const other = openTab();
  await until(() => other.loaded.mock.calls.length === 1);
  await settle();
  expect(feeds.open).toEqual([]);
  const third = openTab();
  await until(() => third.loaded.mock.calls.length === 1);
  clock.advance(60_000);
  await settle();
  expect(feeds.open).toEqual([]);
});

test('[G10] a chat whose reply ends unseen is unread in every tab until one of them shows it', async () => {
  const { openTwo } = createTestBrowser();
  const [one, other] = await openTwo();
  const { conversationId } = await one.send('Unseen');
  one.session.lookAt(undefined);
  await until(() => other.state().conversations.has(conversationId));
  one.transport.streams[0]?.text('A');
  one.transport.streams[0]?.event(done(4));
  await until(() => markOf(other, conversationId) === 'unread');
  expect(markOf(one, conversationId)).toBe('unread');
  await other.show(conversationId);
  expect(markOf(one, conversationId)).toBe('');
  expect(markOf(other, conversationId)).toBe('');
});

test('[G10] a chat in a hidden tab is unread until the tab is shown; one that is seen never is', async () => {
  const { openTwo } = createTestBrowser();
  const [one, other] = await openTwo();
  const { conversationId } = await one.send('Hidden');
  await one.show(conversationId);
  one.setVisible(false);
  one.transport.streams[0]?.text('A');
  one.transport.streams[0]?.event(done(4));
  expect(markOf(one, conversationId)).toBe('unread');
  one.setVisible(true);
  expect(markOf(one, conversationId)).toBe('');
  await one.send('Seen', conversationId);
  one.transport.streams[1]?.text('B');
  one.transport.streams[1]?.event(done(4));
  expect(markOf(one, conversationId)).toBe('');
  await until(() => markOf(other, conversationId) === '');
});

test('[G10] no mark is kept of a chat that is gone', async () => {
  const { openTwo, unread } = createTestBrowser();
  const [one] = await openTwo();
  for (const text of ['First', 'Second']) {
    const { conversationId } = await one.send(text);
    one.session.lookAt(undefined);
    one.transport.streams.at(-1)?.text('A');
    one.transport.streams.at(-1)?.event(done(4));
    expect([...unread.load()]).toEqual([conversationId]);
    await one.session.deleteConversation(conversationId);
  }
});

test('[G10] the first reply of a first visit is unread too when the reader has gone on to another chat', async () => {
  const { openTab, clock } = createTestBrowser();
  const tab = openTab();
  const { conversationId } = await tab.send('First');
  tab.session.lookAt(undefined);
  tab.transport.streams[0]?.text('A');
  tab.transport.streams[0]?.event(done(4));
  clock.advance(1000);
  await until(() => tab.loaded.mock.calls.length === 1);
  expect(markOf(tab, conversationId)).toBe('unread');
});

test('[G4] what other tabs tell while what many tabs need is loaded is not missed', async () => {
  const { openTab, openTwo } = createTestBrowser();
  const [first] = await openTwo();
  const { conversationId } = await first.send('Hello');
  const loading = Promise.withResolvers<{ startManyTabs: typeof startManyTabs }>();
  const late = openTab({ load: () => loading.promise });
  await late.session.ready;
  await late.show(conversationId);
  first.transport.streams[0]?.text('A');
  first.transport.streams[0]?.event(done(4));
  await until(() => first.texts(conversationId).at(-1) === 'A');
  await settle();
  expect(late.texts(conversationId).at(-1)).toBe('');
  loading.resolve({ startManyTabs: late.start });
  await until(() => late.texts(conversationId).at(-1) === 'A');
});

test('[G4] what a page of another version tells is passed over', async () => {
  const { openTwo } = createTestBrowser();
  const [one, other] = await openTwo();
  const before = other.state();
  for (const message of [null, 7, 'x', '', {}, { id: 1 }, { id: '1', event: 'new', data: 'no JSON' }, ['hello']]) {
    one.tell(message);
  }
  await settle();
  expect(other.state()).toBe(before);
});

test('[N40] what one tab queues, moves, changes and removes is so in the other, and no text is told', async () => {
  const { openTwo, clock, told } = createTestBrowser();
  const [one, other] = await openTwo();
  const { conversationId } = await one.send('One');
  await until(() => other.state().conversations.has(conversationId));
  const waitingIn = ({ session }: typeof one) => queuedIn(session.drafts.getState(), conversationId);
  const bothWait = async (...texts: readonly string[]) => {
    clock.advance(300);
    for (const tab of [one, other]) {
      await until(() => JSON.stringify(waitingIn(tab).map(({ text }) => text)) === JSON.stringify(texts));
    }
  };
  one.session.queue.add(conversationId, 'Two');
  one.session.queue.add(conversationId, 'Three');
  await bothWait('Two', 'Three');
  const [two, three] = waitingIn(other);
  if (three) other.session.queue.move(three.key, 'sooner');
  await bothWait('Three', 'Two');
  const moved = waitingIn(one)[1];
  if (moved) one.session.drafts.setDraft(moved.key, 'Two, changed');
  await bothWait('Three', 'Two, changed');
  const first = waitingIn(other)[0];
  if (first) other.session.drafts.setDraft(first.key, '');
  await bothWait('Two, changed');
  expect(two && nameOf(two.key)).toBe(moved && nameOf(moved.key));
  expect(JSON.stringify(told)).not.toContain('Two');
});
