import { expect, test, vi } from 'vitest';
import { lastRun, textOf } from '../../src/conversation/Message.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { done } from '../session/createScriptedTransport.ts';
import { createTestSession } from '../session/createTestSession.ts';
import { createTestBrowser } from '../session/tabs/createTestBrowser.ts';

test('[Z2] a reply that ends in a hidden tab after a silence is on disk with its end', async () => {
  const { openTab, disk, clock } = createTestBrowser();
  const tab = openTab();
  await tab.session.ready;
  await tab.send('First');
  await tab.send('Second');
  await vi.waitFor(() => expect(tab.loaded).toHaveBeenCalled());
  tab.setVisible(false);
  tab.transport.streams[0]?.text('Hello');
  // What came is written; then nothing comes for a while.
  clock.advance(1000);
  await new Promise((resolve) => setTimeout(resolve));
  tab.transport.streams[0]?.event(done(4));
  await vi.waitFor(async () => {
    const unfinished = await disk.loadUnfinished();
    expect(unfinished).toHaveLength(1);
  });
});

test('[Z3] a tab in which a reply ended too early shows what another tab had of it', async () => {
  const disk = createMemoryRepository();
  const one = createTestSession({ repository: disk });
  const { conversationId } = await one.send('Hello');
  const other = createTestSession({ repository: disk });
  await other.session.ready;
  one.transport.streams[0]?.text('One ', 'two ', 'three');
  other.transport.streams[0]?.text('One ');
  one.transport.streams[0]?.event({ seq: 6, type: 'reply-interrupt', reason: 'server-lost' });
  await vi.waitFor(async () => expect(await disk.loadUnfinished()).toEqual([]));
  other.transport.streams[0]?.event({ seq: 3, type: 'reply-interrupt', reason: 'server-lost' });
  await vi.waitFor(() => expect(other.texts(conversationId)).toEqual(['Hello', 'One two three']));
  const [shown] = other.path(conversationId).flatMap((message) => (message.role === 'assistant' ? [message] : []));
  expect(shown && [textOf(shown), lastRun(shown).reply.state.status]).toEqual(['One two three', 'interrupted']);
});

test('[Z7] what a tab still shows of a reply that another has stopped out of reach of the server is on disk and in that tab', async () => {
  const { openTwo, disk, clock } = createTestBrowser();
  const [one, other] = await openTwo();
  const { conversationId, replyId } = await one.send('Hello');
  await other.show(conversationId);
  const [stream, joined] = [await one.transport.asked(1), await other.transport.asked(1)];
  for (const { text } of [stream, joined]) text('One ');
  other.transport.answerStops('unreachable');
  void other.session.stop(replyId);
  await vi.waitFor(async () => expect(await disk.loadUnfinished()).toEqual([]));
  stream.event({ seq: 4, type: 'part-delta', index: 0, delta: 'two' });
  one.frames.draw();
  clock.advance(1000);
  await vi.waitFor(async () => {
    const [, stored] = await disk.loadMessages(conversationId);
    expect(stored?.role === 'assistant' && [textOf(stored), lastRun(stored).reply.state.status]).toEqual([
      'One two',
      'stopped',
    ]);
  });
  await vi.waitFor(() => expect(other.texts(conversationId)).toEqual(['Hello', 'One two']));
});

test('[G13] a reply that another tab has stopped out of reach of the server is stopped in this one too', async () => {
  const { openTwo, clock } = createTestBrowser();
  const [one, other] = await openTwo();
  const { conversationId, replyId } = await one.send('Hello');
  await other.show(conversationId);
  const [stream, joined] = [await one.transport.asked(1), await other.transport.asked(1)];
  for (const { text } of [stream, joined]) text('One ');
  other.transport.answerStops('unreachable');
  void other.session.stop(replyId);
  await vi.waitFor(() => expect(one.transport.stops).toEqual([replyId]));
  // The server has nothing to say to it.
  clock.advance(1000);
  await vi.waitFor(() => expect(stream.aborted).toBe(true));
});
