import { expect, test, vi } from 'vitest';
import { partsOf } from '../../src/conversation/Message.ts';
import { createTestSession } from './createTestSession.ts';
import { done } from './createScriptedTransport.ts';

test('[N2] the first text is shown at once, what follows at most once a frame, the end at once', async () => {
  const { session, transport, frames, send } = createTestSession();
  const { replyId } = await send('Hello');
  const stream = await transport.asked(1);
  const changes = vi.fn<() => void>();
  session.store.subscribe(changes);
  const text = () =>
    session.store
      .getState()
      .liveReplies.get(replyId)
      ?.parts.map((part) => 'text' in part && part.text);

  stream.text('A');
  expect(text()).toEqual(['A']);
  expect(changes).toHaveBeenCalledTimes(1);
  for (let seq = 4; seq < 100; seq += 1) stream.event({ seq, type: 'part-delta', index: 0, delta: 'b' });
  expect(changes).toHaveBeenCalledTimes(1);
  frames.draw();
  expect(text()).toEqual([`A${'b'.repeat(96)}`]);
  expect(changes).toHaveBeenCalledTimes(2);
  stream.event({ seq: 100, type: 'part-delta', index: 0, delta: '!' }, done(101));
  expect(session.store.getState().liveReplies.size).toBe(0);
  expect(frames.waiting).toBe(0);
});

test('[N2] twenty replies change the store once a frame', async () => {
  const { session, transport, frames, send } = createTestSession();
  for (let count = 1; count <= 20; count += 1) {
    await send(`Question ${count}`);
    (await transport.asked(count)).text('A');
  }
  const changes = vi.fn<() => void>();
  session.store.subscribe(changes);
  for (const stream of transport.streams) {
    stream.event(
      { seq: 4, type: 'part-delta', index: 0, delta: 'b' },
      { seq: 5, type: 'part-delta', index: 0, delta: 'c' },
    );
  }
  frames.draw();
  expect(changes).toHaveBeenCalledTimes(1);
  expect([...session.store.getState().liveReplies.values()].map(({ parts }) => parts[0])).toEqual(
    Array.from({ length: 20 }, () => ({ type: 'text', text: 'Abc' })),
  );
});

test('[N3] a reply that ends is in its message in the same change that takes it out of the live ones', async () => {
  const { session, transport, clock, send, path, texts } = createTestSession();
  const { conversationId, replyId } = await send('Hello');
  const stream = await transport.asked(1);
  clock.advance(300);
  stream.text('Hi');
  clock.advance(700);
  const seen: [live: boolean, stored: string][] = [];
  session.store.subscribe(({ liveReplies }) => {
    seen.push([liveReplies.has(replyId), texts(conversationId)[1] ?? '']);
  });
  stream.event(done(4));
  expect(seen[0]).toEqual([false, 'Hi']);
  const answer = path(conversationId)[1];
  expect(answer?.role === 'assistant' && answer.runs[0]).toMatchObject({
    startedAtMs: clock.nowMs() - 1000,
    firstTextAtMs: clock.nowMs() - 700,
    endedAtMs: clock.nowMs(),
    reply: { model: 'tiny-model', seq: 4, state: { status: 'done', finishReason: 'stop' } },
  });
  expect(session.store.getState().liveRuns.size).toBe(0);
});

test('[N4] a reply without a final event is interrupted when it has text, else failed', async () => {
  const { transport, send, path } = createTestSession();
  const endings: unknown[] = [];
  const ask = async (play: (stream: Awaited<ReturnType<typeof transport.asked>>) => void) => {
    const { conversationId, replyId } = await send('Hello');
    play(await transport.asked(transport.streams.length));
    await vi.waitFor(() => {
      const answer = path(conversationId)[1];
      const run = answer?.role === 'assistant' ? answer.runs.find(({ reply }) => reply.replyId === replyId) : undefined;
      if (!run || run.reply.state.status === 'queued') throw new Error('not ended');
      endings.push(run.reply.state.status === 'failed' ? run.reply.state.error.code : run.reply.state.status);
    });
  };
  await ask((stream) => stream.fail('not-found'));
  await ask((stream) => stream.end());
  await ask((stream) => {
    stream.text();
    stream.fail('truncated');
  });
  for (const code of ['not-found', 'expired', 'truncated'] as const) {
    await ask((stream) => {
      stream.text('Some', ' text');
      stream.fail(code);
    });
  }
  await ask((stream) => {
    stream.text('Some');
    stream.fail('unauthorized');
  });
  await ask((stream) => {
    stream.text('Some');
    stream.end();
  });
  expect(endings).toEqual([
    'not-found',
    'truncated',
    'truncated',
    'interrupted',
    'interrupted',
    'interrupted',
    'unauthorized',
    'interrupted',
  ]);
});

test('[N4] what had come before a failure is kept whole, also what waited for its frame', async () => {
  const { transport, send, texts } = createTestSession();
  const { conversationId } = await send('Hello');
  const stream = await transport.asked(1);
  stream.text('Some', ' more', ' text');
  stream.fail('offline');
  await vi.waitFor(() => expect(texts(conversationId)).toEqual(['Hello', 'Some more text']));
});

test('[N4] a lost link is shown until it stands again', async () => {
  const { transport, frames, send, state } = createTestSession();
  const { replyId } = await send('Hello');
  const stream = await transport.asked(1);
  stream.text('A');
  stream.lost();
  frames.draw();
  expect(state().liveReplies.get(replyId)?.state).toEqual({ status: 'streaming', link: 'reconnecting' });
  stream.reopened();
  frames.draw();
  expect(state().liveReplies.get(replyId)?.state).toEqual({ status: 'streaming', link: 'open' });
});

test('[N5] a stop asks the server, and its final event wins', async () => {
  const { session, transport, send, path } = createTestSession();
  const { conversationId, replyId } = await send('Hello');
  const stream = await transport.asked(1);
  stream.text('Some');
  const stopped = session.stop(replyId);
  const again = session.stop(replyId);
  expect(transport.stops).toEqual([replyId]);
  stream.event({ seq: 4, type: 'part-delta', index: 0, delta: ' text' }, { seq: 5, type: 'reply-stop' });
  await Promise.all([stopped, again]);
  const answer = path(conversationId)[1];
  expect(answer && partsOf(answer)).toEqual([{ type: 'text', text: 'Some text' }]);
  expect(stream.aborted).toBe(false);
});

test.each(['acknowledged', 'unreachable', 'rejection', 'silence'] as const)(
  '[N5] a stop that the server answers with %s and no final event ends here, and nothing is added later',
  async (answer) => {
    const { session, transport, clock, send, path, texts } = createTestSession();
    const { conversationId, replyId } = await send('Hello');
    const stream = await transport.asked(1);
    stream.text('Some');
    transport.answerStops(answer);
    const stopped = session.stop(replyId);
    await vi.waitFor(() => expect(clock.nextInMs).toBeLessThanOrEqual(answer === 'silence' ? 2000 : 1000));
    if (answer === 'silence') clock.advance(2000);
    await vi.waitFor(() => {
      clock.advance(1000);
      expect(stream.aborted).toBe(true);
    });
    await stopped;
    stream.event({ seq: 4, type: 'part-delta', index: 0, delta: ' late' }, done(5));
    expect(texts(conversationId)).toEqual(['Hello', 'Some']);
    const run = path(conversationId)[1];
    expect(run?.role === 'assistant' && run.runs[0]?.reply.state).toEqual({ status: 'stopped' });
  },
);

test('[N5] a stop of what has ended or never was does nothing', async () => {
  const { session, transport, send } = createTestSession();
  const { replyId } = await send('Hello');
  const stream = await transport.asked(1);
  stream.event({ seq: 1, type: 'reply-stop' });
  await session.stop(replyId);
  expect(transport.stops).toEqual([]);
});

test('[N13] the status line says how a reply goes', async () => {
  const { session, transport, send, state } = createTestSession();
  const said: string[] = [];
  session.store.subscribe(
    ({ announcement }, before) => announcement !== before.announcement && said.push(announcement),
  );
  const { conversationId } = await send('Hello');
  (await transport.asked(1)).text('Two words.');
  transport.streams[0]?.event(done(4));
  await send('Again', conversationId);
  (await transport.asked(2)).fail('offline');
  await vi.waitFor(() => expect(state().liveReplies.size).toBe(0));
  await send('Again', conversationId);
  (await transport.asked(3)).event({ seq: 1, type: 'reply-stop' });
  await send('Again', conversationId);
  (await transport.asked(4)).text('你好');
  transport.streams[3]?.event({ seq: 4, type: 'reply-interrupt', reason: 'truncated' });
  expect(said).toEqual([
    'Generating',
    'Reply ready, 2 words',
    'Generating',
    'Reply failed',
    'Generating',
    'Stopped',
    'Generating',
    'Reply interrupted',
  ]);
});

test('[N12] a loose reply streams into the store and stays until it is released', async () => {
  const { session, transport, state } = createTestSession();
  const request = { replyId: 'loose-01' as never, model: 'm', messages: [], params: {} };
  const ended = session.start(request);
  const stream = await transport.asked(1);
  stream.text('Hi');
  expect(session.start(request)).toBeInstanceOf(Promise);
  stream.event(done(4));
  await expect(ended).resolves.toEqual({ status: 'done', finishReason: 'stop' });
  await expect(session.start(request)).resolves.toEqual({ status: 'done', finishReason: 'stop' });
  expect(transport.streams).toHaveLength(1);
  expect(state().liveReplies.get(request.replyId)?.parts).toEqual([{ type: 'text', text: 'Hi' }]);
  session.release(request.replyId);
  expect(state().liveReplies.size).toBe(0);
});

test('[N12] a loose reply that is released while it runs goes on and is let go at its end', async () => {
  const { session, transport, state } = createTestSession();
  const ended = session.start({ replyId: 'loose-01' as never, model: 'm', messages: [], params: {} });
  const stream = await transport.asked(1);
  session.release('loose-01' as never);
  stream.text('Hi');
  expect(state().liveReplies.size).toBe(1);
  stream.event(done(4));
  await ended;
  expect(state().liveReplies.size).toBe(0);
  expect(stream.aborted).toBe(false);
});

test('[N12] a loose reply that fails resolves with its state', async () => {
  const { session, transport } = createTestSession();
  const ended = session.start({ replyId: 'loose-01' as never, model: 'm', messages: [], params: {} });
  (await transport.asked(1)).fail('unauthorized');
  await expect(ended).resolves.toMatchObject({ status: 'failed', error: { code: 'unauthorized' } });
});
