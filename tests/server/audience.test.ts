import { expect, test } from 'vitest';
import { createHeldModel, textStart, words } from './heldModel.ts';
import { createTestApp, freshId, readStream, replyRequest, textOf, type TestApp } from './testApp.ts';

const MINUTE_MS = 60_000;

/** An app that stops what nobody has watched for five minutes; `minutes.value` changes that. */
function appWith(minutes: { value: number | undefined }) {
  const model = createHeldModel();
  const maxAloneMs = async () => (minutes.value === undefined ? undefined : minutes.value * MINUTE_MS);
  return { model, app: createTestApp({ callUpstream: model.callUpstream, maxAloneMs }) };
}

async function lastEventOf(app: TestApp, id: string) {
  return (await readStream(await app.get(`/api/replies/${id}/events`)).rest()).at(-1);
}

test('[S24] a reply that nobody has watched for too long is stopped, with what it had, and its model call ends', async () => {
  const { model, app } = appWith({ value: 5 });
  const id = freshId();
  const page = readStream(await app.post('/api/replies', replyRequest(id)));
  const call = await model.called();
  model.say(textStart, words('so far'));
  await page.next();
  await app.timers.advance(20 * MINUTE_MS);
  expect(await app.log.status(id)).toBe('running');
  await page.leave();
  await app.timers.advance(5 * MINUTE_MS - 1);
  expect(await app.log.status(id)).toBe('running');
  await app.timers.advance(1);
  expect(call.signal.aborted).toBe(true);
  const events = await readStream(await app.get(`/api/replies/${id}/events`)).rest();
  expect([textOf(events), events.at(-1)?.type]).toEqual(['so far', 'reply-stop']);
});

test('[S24] whoever comes back in time, or looks in now and then, keeps it going', async () => {
  const { model, app } = appWith({ value: 5 });
  const id = freshId();
  await readStream(await app.post('/api/replies', replyRequest(id))).leave();
  await model.called();
  for (let n = 0; n < 4; n += 1) {
    await app.timers.advance(4 * MINUTE_MS);
    await readStream(await app.get(`/api/replies/${id}/events?follow=0`)).rest();
  }
  const [one, other] = [1, 2].map(() => app.get(`/api/replies/${id}/events`));
  await app.timers.advance(60 * MINUTE_MS);
  await readStream(await (one ?? Promise.reject(new Error('unreachable')))).leave();
  await app.timers.advance(60 * MINUTE_MS);
  expect(await app.log.status(id)).toBe('running');
  await readStream(await (other ?? Promise.reject(new Error('unreachable')))).leave();
  await app.timers.advance(5 * MINUTE_MS);
  expect((await lastEventOf(app, id))?.type).toBe('reply-stop');
});

test('[S24] without the setting a reply goes on for as long as it takes; a change of it holds from the next leaving on', async () => {
  const minutes: { value: number | undefined } = { value: undefined };
  const { model, app } = appWith(minutes);
  const id = freshId();
  await readStream(await app.post('/api/replies', replyRequest(id))).leave();
  await model.called();
  await app.timers.advance(600 * MINUTE_MS);
  expect(await app.log.status(id)).toBe('running');
  minutes.value = 0.5;
  await readStream(await app.get(`/api/replies/${id}/events`)).leave();
  await app.timers.advance(0.5 * MINUTE_MS);
  expect((await lastEventOf(app, id))?.type).toBe('reply-stop');
});

test('[S24] a reply that has ended leaves no timer behind', async () => {
  const { model, app } = appWith({ value: 5 });
  const page = readStream(await app.post('/api/replies', replyRequest(freshId())));
  await model.called();
  await page.leave();
  model.say({ type: 'reply-end', finishReason: 'stop' });
  await app.app.close();
  expect(app.timers.size).toBe(0);
});
