import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeFeedEvent, encodeFeedEvent, type FeedEvent } from '../../protocol/feed.ts';
import type { ReplyId } from '../../protocol/ids.ts';
import { encodeSseMessage } from '../../protocol/sse.ts';
import { readByPage, readByStandard } from './readFrames.ts';

const replyId = 'reply-0001' as ReplyId; // Eight or more letters and digits.

const EVENTS: readonly FeedEvent[] = [
  { type: 'reply-started', replyId },
  { type: 'reply-finished', replyId, outcome: 'done' },
  { type: 'reply-finished', replyId, outcome: 'stopped' },
  { type: 'reply-finished', replyId, outcome: 'interrupted' },
  { type: 'reply-finished', replyId, outcome: 'failed' },
  { type: 'models-changed' },
];

test('[W8] what the feed tells survives the way through either parser', () => {
  const bytes = new TextEncoder().encode(
    EVENTS.map((event, index) => encodeSseMessage(encodeFeedEvent(index + 1, event))).join(''),
  );
  for (const read of [readByStandard, readByPage]) {
    expect(read([bytes]).map(decodeFeedEvent)).toStrictEqual(EVENTS);
    expect(read([bytes]).map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6']);
  }
});

test.each([
  ['ping', '{}'],
  ['', ''],
  ['reply-started', '{'],
  ['reply-started', '{"replyId":"x"}'],
  ['reply-finished', '{"replyId":"reply-0001"}'],
  ['reply-finished', '{"replyId":"reply-0001","outcome":"odd"}'],
  ['reply-sparkled', '{"replyId":"reply-0001","outcome":"done"}'],
])('[W8] %s %s is passed over', (event, data) => {
  expect(decodeFeedEvent({ event, data })).toBeUndefined();
});

test('[W8] hostile messages never throw, and unknown fields are dropped', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('reply-started', 'reply-finished', 'x'),
      fc.oneof(fc.json(), fc.string()),
      (event, data) => {
        expect(() => decodeFeedEvent({ event, data })).not.toThrow();
      },
    ),
  );
  expect(decodeFeedEvent({ event: 'reply-started', data: '{"replyId":"reply-0001","title":"secret"}' })).toStrictEqual(
    EVENTS[0],
  );
});
