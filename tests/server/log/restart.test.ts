import { stat } from 'node:fs/promises';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFakeTimers } from '../fakeTimers.ts';
import { freshId } from '../testApp.ts';
import { copyOf, delta, END, readAll, START, testFolder, write, type TestFolder } from './openedLogs.ts';

test('[L18] an ended reply is there after a restart, and a reader goes on after any of its events', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat({ max: 2 }), fc.string({ unit: 'binary' })), { maxLength: 12 }),
      async (pieces) => {
        const folder = await testFolder();
        const id = freshId();
        const first = folder.open();
        const deltas = pieces.map(([index, text]) => ({ type: 'part-delta', index, delta: text }) as const);
        await write(first, id, START, ...deltas, END);
        const before = await Promise.all(Array.from({ length: deltas.length + 4 }, (_, at) => readAll(first, id, at)));
        await first.close();
        const second = folder.open();
        const after = await Promise.all(before.map((_, at) => readAll(second, id, at)));
        expect(after).toEqual(before);
        await second.close();
      },
    ),
    { numRuns: 8 },
  );
});

test('[L18] every kind of event is read back as it was written', async () => {
  const folder = await testFolder();
  const id = freshId();
  const events = [
    START,
    { type: 'part-start', index: 0, part: { type: 'tool-call', toolCallId: 'c', name: 'n', argumentsText: '' } },
    delta('{}'),
    { type: 'reply-error', error: { code: 'rate-limited', message: 'It said: „no“\n', retryAfterMs: 5 } },
  ] as const;
  const first = folder.open();
  await write(first, id, ...events);
  const before = await readAll(first, id);
  await first.close();
  expect(await readAll(folder.open(), id)).toEqual(before);
});

test('[L19] a claim is on the disk before it is answered: a server after a kill never produces the reply again', async () => {
  const folder = await testFolder();
  const id = freshId();
  await folder.open().claim(id, 'hash', 'owner');
  const log = (await copyOf(folder)).open();
  expect(await log.claim(id, 'hash', 'another')).toBe('reader');
  expect(await log.claim(id, 'other', 'another')).toBe('conflict');
  expect(await readAll(log, id)).toEqual([{ type: 'reply-interrupt', reason: 'server-lost', seq: 1 }]);
});

test('[L19] so are a stop, also of a reply that nobody has claimed yet, and a deletion', async () => {
  const folder = await testFolder();
  const [running, unclaimed, deleted] = [freshId(), freshId(), freshId()];
  const log = folder.open();
  await write(log, running, START, delta('kept'));
  await write(log, deleted, START, delta('gone'));
  await log.requestStop(running);
  await log.requestStop(unclaimed);
  await log.delete(deleted);
  const next = (await copyOf(folder)).open();
  expect((await readAll(next, running)).at(-1)).toEqual({ type: 'reply-stop', seq: 3 });
  expect(await next.claim(unclaimed, 'hash', 'owner')).toBe('reader');
  expect(await next.claim(deleted, 'hash', 'owner')).toBe('expired');
});

test('[L20] what was appended is on the disk 50 ms later, of all replies, and an end before a reader sees it', async () => {
  const folder = await testFolder();
  const timers = createFakeTimers();
  const [slow, fast, ended] = [freshId(), freshId(), freshId()];
  const log = folder.open({ after: (ms, callback) => timers.after(ms, callback) });
  for (const id of [slow, fast, ended]) await log.claim(id, 'hash', 'owner');
  await log.append(slow, [START, delta('a')]);
  await timers.advance(30);
  await log.append(fast, [START, delta('b')]);
  await timers.advance(19);
  expect(await readAll((await copyOf(folder)).open(), slow)).toHaveLength(1);
  await timers.advance(1);
  const later = (await copyOf(folder)).open();
  expect(await readAll(later, slow)).toMatchObject([START, delta('a'), { type: 'reply-interrupt' }]);
  expect(await readAll(later, fast)).toMatchObject([START, delta('b'), { type: 'reply-interrupt' }]);
  let atEnd: Promise<TestFolder> | undefined;
  const reading = (async () => {
    for await (const event of log.read(ended, 0, new AbortController().signal)) {
      if (event.type === 'reply-end') atEnd = copyOf(folder);
    }
  })();
  await log.append(ended, [START, END]);
  await reading;
  const copy = await atEnd;
  expect(copy && (await readAll(copy.open(), ended))).toHaveLength(2);
});

test('[L21] at its start it ends the replies that a killed server left running, and only those', async () => {
  const folder = await testFolder();
  const [running, ended] = [freshId(), freshId()];
  const log = folder.open();
  await write(log, running, START, delta('so far'));
  await write(log, ended, START, END);
  await log.requestStop(freshId());
  const copy = await copyOf(folder);
  const next = copy.open();
  expect(await next.status(running)).toBe('ended');
  await next.close();
  // And once: what was ended stays as it is.
  const third = copy.open();
  expect(await readAll(third, running)).toMatchObject([
    START,
    delta('so far'),
    { type: 'reply-interrupt', reason: 'server-lost', seq: 3 },
  ]);
  expect((await readAll(third, ended)).at(-1)).toMatchObject(END);
});

test('[L22] the data folder and the files in it that hold replies are for their owner alone', async () => {
  const folder = await testFolder();
  const log = folder.open();
  await write(log, freshId(), START);
  await log.requestStop(freshId());
  const paths = [folder.folder, folder.file, `${folder.file}-wal`];
  const modes = await Promise.all(paths.map(async (path) => (await stat(path)).mode & 0o777));
  expect(modes).toEqual([0o700, 0o600, 0o600]);
});

test('[L23] the disk keeps what is young and small enough; an expired id is known after a restart too', async () => {
  const folder = await testFolder();
  let nowMs = 1_000_000;
  const options = { now: () => nowMs, retentionMs: 60_000, maxTotalBytes: 30_000 };
  const ids = Array.from({ length: 6 }, freshId);
  const first = folder.open(options);
  for (const id of ids) await write(first, id, START, delta('x'.repeat(8000)), END);
  const statusOf = (log: typeof first): Promise<string[]> => Promise.all(ids.map((id) => log.status(id)));
  await first.claim(freshId(), 'hash', 'owner');
  const kept = ['expired', 'expired', 'expired', 'ended', 'ended', 'ended'];
  expect(await statusOf(first)).toEqual(kept);
  await first.close();
  const second = folder.open(options);
  expect(await statusOf(second)).toEqual(kept);
  nowMs += 60_000;
  expect(await statusOf(second)).toEqual(ids.map(() => 'expired'));
});

test('[L23] a thousand replies that end together are all there after a restart', async () => {
  const folder = await testFolder();
  const ids = Array.from({ length: 1000 }, freshId);
  const first = folder.open();
  await Promise.all(ids.map((id) => write(first, id, START, delta(`text of ${id}`))));
  await Promise.all(ids.map((id) => first.append(id, [END])));
  await first.close();
  const second = folder.open();
  const replies = await Promise.all(ids.map((id) => readAll(second, id)));
  expect(replies).toMatchObject(ids.map((id) => [START, delta(`text of ${id}`), END]));
});
