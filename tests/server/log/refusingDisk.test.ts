import { expect, test } from 'vitest';
import { LiveLog } from '../../../server/log/LiveLog.ts';
import { defaultRetention } from '../../../server/log/Retention.ts';
import { openSqliteFile } from '../../../server/log/sqliteFile.ts';
import { createSqliteRows, type SqliteRows } from '../../../server/log/sqliteRows.ts';
import { SqliteStorage } from '../../../server/log/SqliteStorage.ts';
import { createFakeTimers } from '../fakeTimers.ts';
import { freshId } from '../testApp.ts';
import { temporaryDirectory } from '../temporaryDirectory.ts';
import { delta, END, readAll, START, write } from './openedLogs.ts';

const FULL = Object.assign(new Error('secret words'), { errcode: 13, errstr: 'database or disk is full' });

/** A log on a disk that a test can fill. */
async function fullableLog(maxTotalBytes = defaultRetention.maxTotalBytes) {
  const path = `${await temporaryDirectory()}/replies.sqlite`;
  const timers = createFakeTimers();
  const reports: string[] = [];
  const report = (line: string): void => void reports.push(line);
  const disk: { problem: Error | undefined } = { problem: undefined };
  const open = (): SqliteRows => {
    const rows = createSqliteRows(openSqliteFile(path, { nowMs: timers.now(), report }));
    const refuse = (): void => {
      if (disk.problem) throw disk.problem;
    };
    return {
      ...rows,
      transaction(durably, work) {
        refuse();
        rows.transaction(durably, work);
      },
      head(replyId) {
        if (disk.problem !== FULL) refuse();
        return rows.head(replyId);
      },
    };
  };
  const now = timers.now;
  const make = (): LiveLog =>
    new LiveLog(
      { now, maxReplyBytes: 1_000_000, leaseMs: 15_000 },
      new SqliteStorage({
        open,
        isThere: () => true,
        release: () => undefined,
        now,
        after: timers.after,
        report,
        retention: { ...defaultRetention, maxTotalBytes },
      }),
    );
  return { make, timers, reports, disk };
}

test('[L26] while the disk is full replies go on in memory, which is said once, and are written when there is room', async () => {
  const { make, timers, reports, disk } = await fullableLog();
  const log = make();
  const [before, during] = [freshId(), freshId()];
  await write(log, before, START);
  disk.problem = FULL;
  await log.append(before, [delta('a')]);
  await timers.advance(50);
  await write(log, during, START, delta('b'), END);
  await timers.advance(60_000);
  expect(reports).toEqual([
    'The log of replies cannot be written to the disk (database or disk is full). It goes on in memory.',
  ]);
  expect(await readAll(log, during)).toMatchObject([START, delta('b'), END]);
  expect(await log.claim(during, 'hash', 'owner')).toBe('reader');
  disk.problem = undefined;
  await timers.advance(30_000);
  expect(reports.slice(1)).toEqual(['The log of replies is on the disk again.']);
  await log.append(before, [END]);
  await log.close();
  const next = make();
  expect(await readAll(next, before)).toMatchObject([START, delta('a'), END]);
  expect(await readAll(next, during)).toMatchObject([START, delta('b'), END]);
  await next.close();
});

test('[L26] a disk that cannot be read keeps nobody from asking', async () => {
  const { make, reports, disk } = await fullableLog();
  const log = make();
  disk.problem = Object.assign(new Error('secret words'), { errcode: 10, errstr: 'disk I/O error' });
  expect(await log.claim(freshId(), 'hash', 'owner')).toBe('producer');
  expect(reports[0]).toBe('The log of replies cannot be read (disk I/O error). It goes on in memory.');
  disk.problem = undefined;
  await log.close();
});

test('[L26] a disk that stays full does not fill the memory: the oldest ended replies are forgotten', async () => {
  const { make, timers, disk } = await fullableLog(20_000);
  const log = make();
  disk.problem = FULL;
  const ids = Array.from({ length: 4 }, freshId);
  for (const id of ids) await write(log, id, START, delta('x'.repeat(6000)), END);
  await timers.advance(30_000);
  expect(await Promise.all(ids.map((id) => log.status(id)))).toEqual(['expired', 'expired', 'ended', 'ended']);
  disk.problem = undefined;
  await log.close();
});
