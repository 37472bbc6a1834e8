import { expect, test } from 'vitest';
import { createMemoryLog } from '../../server/log/memoryLog.ts';
import { createHeldModel, textStart, words } from './heldModel.ts';
import { createTestApp, freshId, readStream, replyRequest, textOf } from './testApp.ts';

test('[S22] closing ends running replies as interrupted and every stream, and frees the model calls', async () => {
  const model = createHeldModel();
  const app = createTestApp({ callUpstream: model.callUpstream });
  const id = freshId();
  const stream = readStream(await app.post('/api/replies', replyRequest(id)));
  const feed = readStream(await app.get('/api/events'));
  const call = await model.called();
  model.say(textStart, words('so far'));
  const seen = [await stream.next(), await stream.next(), await stream.next()].filter((event) => event !== undefined);
  await feed.nextMessage();
  await app.app.close();
  expect(call.signal.aborted).toBe(true);
  expect(await app.log.status(id)).toBe('ended');
  const events = [...seen, ...(await stream.rest())];
  expect(textOf(events)).toBe('so far');
  expect(events.at(-1)).toMatchObject({ type: 'reply-interrupt', reason: 'server-lost' });
  await feed.rest();
  expect(app.timers.size).toBe(0);
});

test('[S22] a running reply keeps its lease for as long as its server lives', async () => {
  const model = createHeldModel();
  const app = createTestApp({ callUpstream: model.callUpstream });
  const id = freshId();
  await app.post('/api/replies', replyRequest(id));
  await model.called();
  await app.timers.advance(120_000);
  expect(await app.log.status(id)).toBe('running');
});

test('[S22] replies that a server before it left running are ended at the start', async () => {
  let nowMs = 0;
  const log = createMemoryLog({ now: () => nowMs });
  const id = freshId();
  await log.claim(id, 'hash', 'a server that was killed');
  nowMs = 20_000;
  const app = createTestApp({ log });
  const events = await readStream(await app.get(`/api/replies/${id}/events`)).rest();
  expect(events).toEqual([{ type: 'reply-interrupt', reason: 'server-lost', seq: 1 }]);
});

test('[S22] a log that fails for a while is reported, and the leases are renewed again after it', async () => {
  const log = createMemoryLog();
  const renewals: string[] = [];
  const renew = log.renew.bind(log);
  log.renew = (owner) => {
    renewals.push(owner);
    return renewals.length === 2 ? Promise.reject(new TypeError('secret words')) : renew(owner);
  };
  const app = createTestApp({ log });
  await app.timers.advance(15_000);
  expect(renewals).toEqual(['test', 'test', 'test', 'test']);
  expect(app.reports).toEqual(['the generation log does not answer: TypeError']);
});
