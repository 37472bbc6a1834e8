import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openLog, type OpenLog } from '../../server/openLog.ts';
import { freshId } from './testApp.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';

function open(folder: string, reports: string[], whenTaken: 'refuse' | 'memory' = 'refuse'): OpenLog {
  const opened = openLog({ folder, whenTaken, report: (line) => reports.push(line) });
  onTestFinished(() => opened.log.close());
  return opened;
}

test('[H28] where the data folder cannot be used the log is in memory, and that is said', async () => {
  const folder = join(await temporaryDirectory(), 'a file');
  await writeFile(folder, 'in the way');
  const reports: string[] = [];
  const { log } = open(folder, reports);
  expect(reports).toEqual([
    `The data folder ${folder} cannot be used (EEXIST). Replies are kept in memory only, until this server ends.`,
  ]);
  expect(await log.claim(freshId(), 'hash', 'owner')).toBe('producer');
});

test('[H28] nor does a folder keep it from starting whose lock cannot be opened', async () => {
  const folder = await temporaryDirectory();
  await mkdir(join(folder, 'lock'));
  const reports: string[] = [];
  const { log } = open(folder, reports);
  expect(reports).toEqual([expect.stringContaining('cannot be used (unable to open database file). Replies are kept')]);
  expect(await log.claim(freshId(), 'hash', 'owner')).toBe('producer');
});

test('[H28] a second server on one data folder is refused with who has it', async () => {
  const folder = await temporaryDirectory();
  open(folder, []).announce('http://127.0.0.1:3210/');
  expect(() => open(folder, [])).toThrow(
    expect.objectContaining({
      code: 'data-taken',
      message: expect.stringContaining(`in use by process ${process.pid}`) as unknown,
    }),
  );
});

test('[H28] a dev server goes on in memory instead', async () => {
  const folder = await temporaryDirectory();
  open(folder, []);
  const reports: string[] = [];
  const { log } = open(folder, reports, 'memory');
  expect(reports).toEqual([expect.stringMatching(/is in use by process .* Replies are kept in memory only/)]);
  expect(await log.claim(freshId(), 'hash', 'owner')).toBe('producer');
});
