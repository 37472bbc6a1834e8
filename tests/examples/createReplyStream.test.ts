import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readEvents } from '../../examples/fetch-only/readEvents.js';
import { createReplyStream, type ReplyStreamOptions } from '../../examples/readable-stream-server/createReplyStream.ts';
import { decodeReplyEvent } from '../../protocol/sse.ts';
import { collect } from '../server/collect.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('[E5] a text is written word by word at its pace and ends with a final event', async () => {
  const onEnd = vi.fn<ReplyStreamOptions['onEnd']>();
  const events = collect(readEvents(createReplyStream('Ein Fluß 小溪', { paceMs: 10, onEnd })));
  await vi.advanceTimersByTimeAsync(1000);
  const bodies = (await events).map((message) => decodeReplyEvent(message));
  expect(bodies).toMatchObject([
    { event: { seq: 1, type: 'reply-start' } },
    { event: { seq: 2, type: 'part-start' } },
    { event: { seq: 3, type: 'part-delta', delta: 'Ein ' } },
    { event: { seq: 4, type: 'part-delta', delta: 'Fluß ' } },
    { event: { seq: 5, type: 'part-delta', delta: '小溪' } },
    { event: { seq: 6, type: 'reply-end' } },
  ]);
  expect(onEnd.mock.calls).toEqual([['written', 3]]);
  expect(vi.getTimerCount()).toBe(0);
});

test('[E5] nothing is written while nobody reads', async () => {
  const onEnd = vi.fn<ReplyStreamOptions['onEnd']>();
  const stream = createReplyStream('one two three', { paceMs: 10, onEnd });
  await vi.advanceTimersByTimeAsync(10_000);
  await stream.cancel();
  expect(onEnd.mock.calls).toEqual([['cancelled', 0]]);
});

test('[E5] a reader that leaves ends the work', async () => {
  const onEnd = vi.fn<ReplyStreamOptions['onEnd']>();
  const reader = createReplyStream('one two three', { paceMs: 10, onEnd }).getReader();
  await reader.read();
  await reader.read();
  const word = reader.read();
  await vi.advanceTimersByTimeAsync(10);
  await word;
  await reader.cancel();
  expect(onEnd.mock.calls).toEqual([['cancelled', 1]]);
  expect(vi.getTimerCount()).toBe(0);
});
