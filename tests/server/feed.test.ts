import { expect, test } from 'vitest';
import { createFeed } from '../../server/feed.ts';
import { createHeldModel, replyEnd } from './heldModel.ts';
import { createTestApp, freshId, readStream, replyRequest } from './testApp.ts';

test('[S20] every page hears of replies that start and end and of models that change, with ids that count', async () => {
  const model = createHeldModel();
  const app = createTestApp({ callUpstream: model.callUpstream });
  const pages = [readStream(await app.get('/api/events')), readStream(await app.get('/api/events'))];
  const id = freshId();
  await app.post('/api/replies', replyRequest(id));
  await model.called();
  model.say(replyEnd);
  app.directory.change();
  const started = { event: 'reply-started', data: JSON.stringify({ replyId: id }) };
  const finished = { event: 'reply-finished', data: JSON.stringify({ replyId: id, outcome: 'done' }) };
  for (const page of pages) {
    expect(await page.nextMessage()).toMatchObject({ event: 'ping' });
    const heard = [await page.nextMessage(), await page.nextMessage(), await page.nextMessage()];
    const first = Number(heard[0]?.id);
    expect(heard.map((message) => message?.id)).toEqual([first, first + 1, first + 2].map(String));
    expect(heard).toContainEqual(expect.objectContaining(started));
    expect(heard).toContainEqual(expect.objectContaining(finished));
    expect(heard).toContainEqual(expect.objectContaining({ event: 'models-changed', data: '{}' }));
  }
});

test('[S20] how a reply ended is told: stopped, interrupted, failed', async () => {
  const outcomes = [
    [[{ type: 'reply-error', error: { code: 'provider', message: 'no' } }], 'failed'],
    [[{ type: 'reply-interrupt', reason: 'truncated' }], 'interrupted'],
    [[], 'stopped'],
  ] as const;
  for (const [events, outcome] of outcomes) {
    const model = createHeldModel();
    const app = createTestApp({ callUpstream: model.callUpstream });
    const page = readStream(await app.get('/api/events'));
    const id = freshId();
    await app.post('/api/replies', replyRequest(id));
    await model.called();
    if (events.length > 0) model.say(...events);
    else await app.post(`/api/replies/${id}/stop`);
    await page.nextMessage();
    expect(await page.nextMessage()).toMatchObject({ event: 'reply-started' });
    expect(await page.nextMessage()).toMatchObject({ data: JSON.stringify({ replyId: id, outcome }) });
  }
});

test('[S20] a page that reconnects hears what it missed', async () => {
  const app = createTestApp();
  const page = readStream(await app.get('/api/events'));
  for (let n = 0; n < 3; n += 1) app.directory.change();
  await page.nextMessage();
  const heard = (await page.nextMessage())?.id ?? '';
  const back = readStream(await app.get('/api/events', { 'last-event-id': heard }));
  await back.nextMessage();
  const missed = [(await back.nextMessage())?.id, (await back.nextMessage())?.id];
  expect(missed).toEqual([String(Number(heard) + 1), String(Number(heard) + 2)]);
});

test('[S20] after a restart of the server a page hears all that the new one has said, whatever it heard before', async () => {
  const startedAt = 1_700_000_000_000;
  const restarted = createFeed(startedAt + 60_000);
  for (let n = 0; n < 3; n += 1) restarted.publish({ type: 'models-changed' });
  // A page that heard little or much of the old server, and one whose server had a clock that ran ahead.
  for (const place of [startedAt + 1, startedAt + 300, startedAt + 120_000]) {
    const page = restarted.open(place, () => undefined);
    const heard = [page.take(), page.take(), page.take()];
    expect(heard[0]).toContain(`id: ${startedAt + 60_001}\n`);
    expect(heard[2]).toContain(`id: ${startedAt + 60_003}\n`);
  }
});

test('[S20] a page that reads too slowly misses the oldest events and nothing piles up for it', async () => {
  const feed = createFeed(0);
  let calls = 0;
  const page = feed.open(0, () => void (calls += 1));
  feed.publish({ type: 'models-changed' });
  expect(page.take()).toContain('id: 1\n');
  for (let n = 0; n < 1000; n += 1) feed.publish({ type: 'models-changed' });
  expect(page.take()).toContain('id: 746\n');
  expect(calls).toBe(1001);
  page.close();
  feed.publish({ type: 'models-changed' });
  expect(calls).toBe(1001);
});
