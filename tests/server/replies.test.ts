import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReplyEvent } from '../../protocol/events.ts';
import type { ReplyId } from '../../protocol/ids.ts';
import { createMemoryLog } from '../../server/log/memoryLog.ts';
import { createHeldModel, replyEnd, textStart, words } from './heldModel.ts';
import { createTestApp, errorOf, freshId, readStream, replyRequest, textOf, type TestApp } from './testApp.ts';

/** A whole reply in the log, made by the app. */
async function finishedReply(texts: readonly string[]): Promise<{ app: TestApp; id: ReplyId }> {
  const model = createHeldModel();
  const app = createTestApp({ callUpstream: model.callUpstream });
  const id = freshId();
  const stream = readStream(await app.post('/api/replies', replyRequest(id)));
  await model.called();
  model.say(textStart);
  for (const text of texts) {
    model.say(words(text));
    // An event of its own for each.
    await app.timers.advance(16);
  }
  model.say(replyEnd);
  await stream.rest();
  return { app, id };
}

function seqsAreWhole(events: readonly ReplyEvent[], after: number): boolean {
  let expected = after + 1;
  return events.every((event) => {
    const fits = (event.from ?? event.seq) === expected;
    expected = event.seq + 1;
    return fits;
  });
}

test('[S6] a reply is streamed from its start to exactly one final event, and the stream then ends', async () => {
  const model = createHeldModel();
  const { post } = createTestApp({ callUpstream: model.callUpstream });
  const response = await post('/api/replies', replyRequest(freshId()));
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  const stream = readStream(response);
  const call = await model.called();
  expect(call.target.model).toBe('m');
  model.say(textStart, words('Hello'));
  expect(await stream.next()).toEqual({ type: 'reply-start', model: 'stub/m', seq: 1 });
  model.say(replyEnd, words('late'), replyEnd);
  expect(await stream.rest()).toEqual([
    { ...textStart, seq: 2 },
    { ...words('Hello'), seq: 3 },
    { ...replyEnd, seq: 4 },
  ]);
});

test('[S6] the same POST twice at once calls the model once, and both get the whole reply', async () => {
  const model = createHeldModel();
  const { post } = createTestApp({ callUpstream: model.callUpstream });
  const request = replyRequest(freshId());
  const streams = (await Promise.all([post('/api/replies', request), post('/api/replies', request)])).map(readStream);
  await model.called();
  model.say(textStart, words('Once'), replyEnd);
  const [first, second] = await Promise.all(streams.map((stream) => stream.rest()));
  expect(textOf(first ?? [])).toBe('Once');
  expect(second).toEqual(first);
  expect(model.calls).toHaveLength(1);
});

test('[S6] a repeated POST attaches after Last-Event-ID, also when the model is gone by now', async () => {
  const { app, id } = await finishedReply(['a', 'b']);
  app.directory.resolve = async () => undefined;
  const events = await readStream(await app.post('/api/replies', replyRequest(id), { 'last-event-id': '2' })).rest();
  expect(textOf(events)).toBe('ab');
  expect(events[0]).toMatchObject({ from: 3, seq: 4 });
});

test('[S6] the same id with another body is a conflict, also in a body that only looks different', async () => {
  const { app, id } = await finishedReply(['a']);
  const other = await app.post('/api/replies', replyRequest(id, 'Another question'));
  expect(other.status).toBe(409);
  expect(await errorOf(other)).toMatchObject({ code: 'conflict' });
  const { replyId, model, messages, params } = replyRequest(id);
  const reordered = await app.post('/api/replies', { params, messages, extra: 1, model, replyId });
  expect(reordered.status).toBe(200);
});

test('[S2] a client that comes back at any place gets what follows it, exactly', async () => {
  const texts = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(), async (deltas, seed) => {
      const { app, id } = await finishedReply(deltas);
      const whole = await readStream(await app.get(`/api/replies/${id}/events`)).rest();
      const end = whole.at(-1)?.seq ?? 0;
      const cut = seed % end;
      const rest = await readStream(await app.get(`/api/replies/${id}/events?after=${cut}`)).rest();
      expect(seqsAreWhole(rest, cut)).toBe(true);
      expect(rest.at(-1)).toEqual({ ...replyEnd, seq: end });
      expect(textOf(rest)).toBe(deltas.slice(Math.max(0, cut - 2)).join(''));
    }),
    { numRuns: 30 },
  );
});

test('[S2] a client that loses its connection again and again ends with the identical text', async () => {
  const model = createHeldModel();
  const app = createTestApp({ callUpstream: model.callUpstream });
  const id = freshId();
  const pieces = Array.from({ length: 40 }, (_, n) => `piece ${n} `);
  let stream = readStream(await app.post('/api/replies', replyRequest(id)));
  await model.called();
  model.say(textStart);
  const applied: ReplyEvent[] = [];
  for (const [n, piece] of pieces.entries()) {
    model.say(words(piece));
    // Each piece has its frame to itself.
    for (let text = textOf(applied); !text.endsWith(piece); text = textOf(applied)) {
      await app.timers.advance(16);
      const event = await stream.next();
      if (event) applied.push(event);
    }
    if (n % 3 !== 0) continue;
    await stream.leave();
    stream = readStream(await app.get(`/api/replies/${id}/events`, { 'last-event-id': String(applied.at(-1)?.seq) }));
  }
  model.say(replyEnd);
  applied.push(...(await stream.rest()));
  expect(textOf(applied)).toBe(pieces.join(''));
  expect(seqsAreWhole(applied, 0)).toBe(true);
  expect(model.calls).toHaveLength(1);
});

test('[S2] Last-Event-ID beats ?after=', async () => {
  const { app, id } = await finishedReply(['a']);
  const events = await readStream(await app.get(`/api/replies/${id}/events?after=1`, { 'last-event-id': '3' })).rest();
  expect(events).toEqual([{ ...replyEnd, seq: 4 }]);
});

test('[S2] at the end of an ended log there is nothing (204), beyond it the final event', async () => {
  const { app, id } = await finishedReply(['a']);
  const atEnd = await app.get(`/api/replies/${id}/events?after=4`);
  expect(atEnd.status).toBe(204);
  expect(await atEnd.text()).toBe('');
  const beyond = await readStream(await app.get(`/api/replies/${id}/events?after=999`)).rest();
  expect(beyond).toEqual([{ ...replyEnd, seq: 4 }]);
});

test.each(['-1', 'NaN', '1e99', '1.5', 'x', '9999999999999999'])('[S2] %s is no place to go on from', async (place) => {
  const { app, id } = await finishedReply(['a']);
  const response = await app.get(`/api/replies/${id}/events?after=${place}`);
  expect(response.status).toBe(400);
  expect(await errorOf(response)).toMatchObject({ code: 'bad-request' });
});

test('[S2] an unknown reply is 404, a deleted one 410, to GET and to POST', async () => {
  const { app, id } = await finishedReply(['a']);
  const unknown = await app.get(`/api/replies/${freshId()}/events`);
  expect([unknown.status, (await errorOf(unknown)).code]).toEqual([404, 'not-found']);
  expect((await app.send('DELETE', `/api/replies/${id}`)).status).toBe(204);
  const deleted = await app.get(`/api/replies/${id}/events`);
  expect([deleted.status, (await errorOf(deleted)).code]).toEqual([410, 'expired']);
  const again = await app.post('/api/replies', replyRequest(id));
  expect([again.status, (await errorOf(again)).code]).toEqual([410, 'expired']);
});

test('[S23] with ?follow=0 a growing reply is read in pieces that end by themselves and fit together', async () => {
  const model = createHeldModel();
  const app = createTestApp({ callUpstream: model.callUpstream });
  const id = freshId();
  const nothingYet = readStream(await app.post('/api/replies?follow=0', replyRequest(id)));
  const applied = await nothingYet.rest();
  await model.called();
  const readOn = async (): Promise<number> => {
    const after = applied.at(-1)?.seq ?? 0;
    const piece = await readStream(await app.get(`/api/replies/${id}/events?follow=0&after=${after}`)).rest();
    applied.push(...piece);
    return piece.length;
  };
  model.say(textStart, words('One '));
  await app.timers.advance(16);
  expect(await readOn()).toBeGreaterThan(0);
  expect(textOf(applied)).toBe('One ');
  expect(await readOn()).toBe(0);
  model.say(words('two '), words('three'), replyEnd);
  await app.timers.advance(16);
  await readOn();
  expect(textOf(applied)).toBe('One two three');
  expect(applied.at(-1)).toMatchObject(replyEnd);
  expect(seqsAreWhole(applied, 0)).toBe(true);
  expect(model.calls).toHaveLength(1);
});

test('[S7] clients that leave, all of them and at once, do not stop the model', async () => {
  const model = createHeldModel();
  const app = createTestApp({ callUpstream: model.callUpstream });
  const id = freshId();
  const first = readStream(await app.post('/api/replies', replyRequest(id)));
  const second = readStream(await app.get(`/api/replies/${id}/events`));
  const call = await model.called();
  await first.leave();
  await second.leave();
  expect(call.signal.aborted).toBe(false);
  model.say(textStart, words('went on'), replyEnd);
  expect(textOf(await readStream(await app.get(`/api/replies/${id}/events`)).rest())).toBe('went on');
});

test('[S5] a stream says ping at once and after every 15 seconds of silence, without an id', async () => {
  const model = createHeldModel();
  const app = createTestApp({ callUpstream: model.callUpstream });
  const stream = readStream(await app.post('/api/replies', replyRequest(freshId())));
  const ping = { id: '', event: 'ping', data: '{}' };
  expect(await stream.nextMessage()).toEqual(ping);
  await model.called();
  expect(await stream.next()).toMatchObject({ type: 'reply-start' });
  for (let n = 0; n < 3; n += 1) {
    const next = stream.nextMessage();
    await new Promise(setImmediate);
    await app.timers.advance(15_000);
    expect(await next).toEqual(ping);
  }
});

test('[S17] as many replies run as may; one more is busy and says when to try again', async () => {
  const model = createHeldModel();
  const app = createTestApp({ callUpstream: model.callUpstream, limits: { maxRunningReplies: 2 } });
  const answers = await Promise.all([1, 2, 3, 4].map(() => app.post('/api/replies', replyRequest(freshId()))));
  expect(answers.map((answer) => answer.ok).toSorted((a, b) => Number(a) - Number(b))).toEqual([
    false,
    false,
    true,
    true,
  ]);
  const refused = answers.find((answer) => answer.status === 429);
  expect(refused?.headers.get('retry-after')).toBe('2');
  expect(refused && (await errorOf(refused))).toMatchObject({ code: 'busy', retryAfterMs: 2000 });
  await model.called(2);
  const stream = readStream(await app.get(`/api/events`));
  await stream.nextMessage();
  model.say(replyEnd);
  expect(await stream.nextMessage()).toMatchObject({ event: 'reply-finished' });
  expect((await app.post('/api/replies', replyRequest(freshId()))).status).toBe(200);
});

test('[S8] whatever the model call throws, the reply ends with one error and the others go on', async () => {
  const model = createHeldModel();
  const app = createTestApp({ callUpstream: model.callUpstream });
  const broken = readStream(await app.post('/api/replies', replyRequest(freshId())));
  await model.called();
  model.throw(new TypeError('secret words'));
  expect((await broken.rest()).map((event) => event.type)).toEqual(['reply-start', 'reply-error']);
  expect(app.reports.join()).toContain('TypeError');
  expect(app.reports.join()).not.toContain('secret words');
  const other = readStream(await app.post('/api/replies', replyRequest(freshId())));
  await model.called(2);
  model.say(textStart, words('fine'), replyEnd);
  expect(textOf(await other.rest())).toBe('fine');
});

test('[S8] a model that falls silent for good without a final event leaves the reply interrupted', async () => {
  const app = createTestApp({
    async callUpstream(_call, tell) {
      tell([textStart, words('half')]);
    },
  });
  const events = await readStream(await app.post('/api/replies', replyRequest(freshId()))).rest();
  expect(events.at(-1)).toEqual({ type: 'reply-interrupt', reason: 'truncated', seq: 4 });
});

test('[S9] a reply that outgrows the log ends with log-full, and its model call is ended', async () => {
  const model = createHeldModel();

  const app = createTestApp({ callUpstream: model.callUpstream, log: createMemoryLog({ maxReplyBytes: 20_000 }) });
  const stream = readStream(await app.post('/api/replies', replyRequest(freshId())));
  const call = await model.called();
  model.say(textStart, words('x'.repeat(10_000)));
  model.say(words('y'.repeat(20_000)));
  const events = await stream.rest();
  expect(events.at(-1)).toMatchObject({ type: 'reply-error', error: { code: 'log-full' } });
  expect(textOf(events)).toMatch(/^x{10000}/);
  expect(call.signal.aborted).toBe(true);
});
