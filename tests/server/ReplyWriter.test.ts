import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReplyEventBody } from '../../protocol/events.ts';
import { MAX_DELTA_UNITS, MAX_EVENT_BYTES } from '../../protocol/limits.ts';
import { encodeReplyEvent } from '../../protocol/sse.ts';
import { createFrameClock } from '../../server/createFrameClock.ts';
import { fitEvent } from '../../server/fitEvent.ts';
import { LogError } from '../../server/log/GenerationLog.ts';
import { ReplyWriter } from '../../server/ReplyWriter.ts';
import { createFakeTimers } from './fakeTimers.ts';
import { replyEnd, textStart, words } from './heldModel.ts';

function open(refuse?: () => Error | undefined) {
  const timers = createFakeTimers();
  const batches: (readonly ReplyEventBody[])[] = [];
  let refusals = 0;
  const writer = new ReplyWriter({
    frames: createFrameClock(timers, 16),
    async append(events) {
      const error = refuse?.();
      if (error) throw error;
      batches.push(events);
    },
    onRefused() {
      refusals += 1;
    },
  });
  const write = (events: readonly ReplyEventBody[]): Promise<void> => {
    writer.write(events);
    return writer.settled();
  };
  return { writer, write, timers, batches, refusals: () => refusals };
}

test('[S8] the first delta of a frame is written at once, the others of it together', async () => {
  const { write, timers, batches } = open();
  await write([textStart]);
  await write([words('a')]);
  await write([words('b')]);
  await timers.advance(15);
  await write([words('c')]);
  expect(batches).toEqual([[textStart], [words('a')]]);
  await timers.advance(1);
  expect(batches.slice(2)).toEqual([[words('bc')]]);
  await write([words('d')]);
  expect(batches.slice(3)).toEqual([]);
  await timers.advance(16);
  expect(batches.slice(3)).toEqual([[words('d')]]);
  await timers.advance(16);
  await write([words('e')]);
  expect(batches.slice(4)).toEqual([[words('e')]]);
});

test('[S8] parts that grow in turns have one event each in a frame, and no delta passes the start of its part', async () => {
  const { write, timers, batches } = open();
  await write([words('now')]);
  await write([words('a', 1), words('x', 2), words('b', 1)]);
  await write([{ ...textStart, index: 3 } as ReplyEventBody, words('c', 1), words('d', 3), words('e', 1)]);
  await timers.advance(16);
  expect(batches[1]).toEqual([
    words('ab', 1),
    words('x', 2),
    { ...textStart, index: 3 },
    words('ce', 1),
    words('d', 3),
  ]);
});

test('[S8] a final event is written at once with all that waits; what follows it is dropped', async () => {
  const { write, timers, batches } = open();
  await write([words('a')]);
  await write([words('b')]);
  await write([replyEnd, words('late')]);
  await write([words('later'), { type: 'reply-stop' }]);
  await timers.advance(100);
  expect(batches).toEqual([[words('a')], [words('b'), replyEnd]]);
  expect(timers.size).toBe(0);
});

test('[S8] after a refused append nothing is appended, and the caller hears of it once', async () => {
  const { writer, write, batches, refusals, timers } = open(() => new LogError('ended'));
  await write([words('a')]);
  await write([words('b')]);
  await timers.advance(16);
  await write([replyEnd]);
  expect(batches).toEqual([]);
  expect(refusals()).toBe(1);
  expect(writer.refusal?.error).toBeInstanceOf(LogError);
});

test('[S8] while the log takes one append, what comes waits for the next and is one event', async () => {
  const taken = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const batches: (readonly ReplyEventBody[])[] = [];
  const writer = new ReplyWriter({
    frames: createFrameClock(createFakeTimers(), 16),
    append: (events) => taken[batches.push(events) - 1]?.promise ?? Promise.reject(new Error('One append too many.')),
    onRefused: () => undefined,
  });
  writer.write([textStart]);
  writer.write([words('a')]);
  writer.write([words('b')]);
  let isSettled = false;
  const settled = writer.settled().then(() => (isSettled = true));
  expect(batches).toEqual([[textStart]]);
  taken[0]?.resolve();
  await taken[0]?.promise;
  expect([batches[1], isSettled]).toEqual([[words('ab')], false]);
  taken[1]?.resolve();
  await settled;
});

test('[S8] replies that wait for the end of one frame share a timer', async () => {
  const timers = createFakeTimers();
  const frames = createFrameClock(timers, 16);
  const called: string[] = [];
  frames.afterFrame(() => called.push('a'));
  const cancel = frames.afterFrame(() => called.push('b'));
  frames.afterFrame(() => called.push('c'));
  expect(timers.size).toBe(1);
  cancel();
  await timers.advance(16);
  expect([called, timers.size]).toEqual([['a', 'c'], 0]);
});

test('[S9] any text is cut into deltas that fit, without loss and never inside a surrogate pair', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', '"', '\u0000', '🌍', '東', '\\'), minLength: 0, maxLength: 5 });
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 9000 }), fc.boolean(), (seed, times, isStart) => {
      const text = seed.repeat(times);
      const whole: ReplyEventBody = isStart
        ? { type: 'part-start', index: 0, part: { type: 'text', text } }
        : words(text);
      const events = fitEvent(whole);
      const joined = events
        .map((event) =>
          event.type === 'part-delta'
            ? event.delta
            : event.type === 'part-start' && 'text' in event.part
              ? event.part.text
              : '',
        )
        .join('');
      expect(joined).toBe(text);
      const lines = events.map((event) => encodeReplyEvent({ ...event, seq: 999_999 }));
      expect(lines.filter((line) => Buffer.byteLength(line) > MAX_EVENT_BYTES)).toEqual([]);
      expect(events.every((event) => event.type !== 'part-delta' || event.delta.isWellFormed())).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('[S9] deltas merged in a frame fit as well', async () => {
  const { write, timers, batches } = open();
  await write([words('first')]);
  for (let n = 0; n < 10; n += 1) await write([words('x'.repeat(1500))]);
  await timers.advance(16);
  const deltas = batches.flat().map((event) => (event.type === 'part-delta' ? event.delta : ''));
  expect(deltas.join('')).toBe(`first${'x'.repeat(15_000)}`);
  expect(Math.max(...deltas.map((delta) => delta.length))).toBeLessThanOrEqual(MAX_DELTA_UNITS);
});

test('[S9] what cannot be cut becomes a notice, and a long error is shortened', () => {
  const url = `data:image/png;base64,${'A'.repeat(100_000)}`;
  const image: ReplyEventBody = { type: 'part-start', index: 4, part: { type: 'image', url, alt: '' } };
  expect(fitEvent(image)).toEqual([
    { type: 'part-start', index: 4, part: { type: 'notice', text: 'Left out: the image was too large to be sent.' } },
  ]);
  const [error] = fitEvent({ type: 'reply-error', error: { code: 'provider', message: 'x'.repeat(100_000) } });
  expect(error?.type === 'reply-error' && error.error.message.length).toBe(MAX_DELTA_UNITS);
});
