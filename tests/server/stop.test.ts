import { expect, test } from 'vitest';
import type { GenerationLog } from '../../server/log/GenerationLog.ts';
import { createMemoryLog } from '../../server/log/memoryLog.ts';
import { createHeldModel, textStart, words } from './heldModel.ts';
import { chunk, startRawUpstream, startStream } from './rawUpstream.ts';
import { createTestApp, freshId, readStream, replyRequest, stubUpstream, textOf } from './testApp.ts';

test('[S10] a stop closes the connection to the model server and keeps what had been written', async () => {
  const upstream = await startRawUpstream(({ response }) => startStream(response, chunk('kept')));
  const app = createTestApp({ upstream: stubUpstream({ baseUrl: upstream.baseUrl }) });
  const id = freshId();
  const stream = readStream(await app.post('/api/replies', replyRequest(id)));
  const request = await upstream.received();
  const seen = [await stream.next(), await stream.next(), await stream.next()].filter((event) => event !== undefined);
  expect((await app.post(`/api/replies/${id}/stop`)).status).toBe(204);
  await request.closed;
  const events = [...seen, ...(await stream.rest())];
  expect(textOf(events)).toBe('kept');
  expect(events.filter((event) => event.type === 'reply-stop')).toHaveLength(1);
  expect(events.at(-1)?.type).toBe('reply-stop');
});

test.each<[string, string[] | undefined]>([
  ['before its headers', undefined],
  ['after its headers and before the first token', []],
])('[S10] a stop %s closes the connection to the model server', async (_name, pieces) => {
  const upstream = await startRawUpstream(({ response }) => {
    if (pieces) startStream(response, ...pieces);
  });
  const app = createTestApp({ upstream: stubUpstream({ baseUrl: upstream.baseUrl }) });
  const id = freshId();
  const stream = readStream(await app.post('/api/replies', replyRequest(id)));
  const request = await upstream.received();
  await app.post(`/api/replies/${id}/stop`);
  await request.closed;
  expect((await stream.rest()).map((event) => event.type)).toEqual(['reply-start', 'reply-stop']);
});

test('[S10] the log is fenced before the model call is ended', async () => {
  const order: string[] = [];
  const inner = createMemoryLog();
  const log: GenerationLog = Object.assign(bound(inner), {
    async requestStop(...args: Parameters<GenerationLog['requestStop']>) {
      await inner.requestStop(...args);
      order.push(`log ${await inner.status(args[0])}`);
    },
  });
  const model = createHeldModel();
  const app = createTestApp({ log, callUpstream: model.callUpstream });
  const id = freshId();
  const stream = readStream(await app.post('/api/replies', replyRequest(id)));
  const call = await model.called();
  const aborted = new Promise<void>((resolve) => {
    call.signal.addEventListener('abort', () => {
      void inner.status(id).then((status) => {
        order.push(`model ended while the log had ${status}`);
        resolve();
      });
    });
  });
  model.say(textStart, words('a'));
  await app.post(`/api/replies/${id}/stop`);
  await aborted;
  model.say(words('late'));
  expect(textOf(await stream.rest())).not.toContain('late');
  expect(order.toSorted()).toEqual(['log ended', 'model ended while the log had ended']);
});

test('[S10] a stop may be asked for again, and after the end it changes nothing', async () => {
  const model = createHeldModel();
  const app = createTestApp({ callUpstream: model.callUpstream });
  const id = freshId();
  const stream = readStream(await app.post('/api/replies', replyRequest(id)));
  await model.called();
  const answers = await Promise.all([1, 2, 3].map(() => app.post(`/api/replies/${id}/stop`)));
  expect(answers.map((answer) => answer.status)).toEqual([204, 204, 204]);
  expect((await stream.rest()).map((event) => event.type)).toEqual(['reply-start', 'reply-stop']);
  expect((await app.post(`/api/replies/${id}/stop`)).status).toBe(204);
});

test('[S10] a reply that is stopped before its POST arrives never calls the model', async () => {
  const model = createHeldModel();
  const app = createTestApp({ callUpstream: model.callUpstream });
  const id = freshId();
  expect((await app.post(`/api/replies/${id}/stop`)).status).toBe(204);
  const events = await readStream(await app.post('/api/replies', replyRequest(id))).rest();
  expect(events).toEqual([{ type: 'reply-stop', seq: 1 }]);
  expect(model.calls).toEqual([]);
});

test('[S10] deleting a running reply ends its model call', async () => {
  const model = createHeldModel();
  const app = createTestApp({ callUpstream: model.callUpstream });
  const id = freshId();
  const stream = readStream(await app.post('/api/replies', replyRequest(id)));
  const call = await model.called();
  expect((await app.send('DELETE', `/api/replies/${id}`)).status).toBe(204);
  await stream.rest();
  expect(call.signal.aborted).toBe(true);
});

/** The methods of a log with their `this`, since a class's methods do not travel by spreading. */
function bound(log: GenerationLog): GenerationLog {
  return {
    claim: (...args) => log.claim(...args),
    status: (...args) => log.status(...args),
    append: (...args) => log.append(...args),
    open: (...args) => log.open(...args),
    read: (...args) => log.read(...args),
    requestStop: (...args) => log.requestStop(...args),
    stopRequested: (...args) => log.stopRequested(...args),
    renew: (...args) => log.renew(...args),
    endOrphans: () => log.endOrphans(),
    delete: (...args) => log.delete(...args),
    close: () => log.close(),
  };
}
