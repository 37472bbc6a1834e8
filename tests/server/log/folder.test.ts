import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freshId } from '../testApp.ts';
import { testFolder, write, type TestFolder } from './openedLogs.ts';

/** A process that opens the log of a folder, says where it is reached, and stays. */
async function holdFrom(folder: TestFolder): Promise<ChildProcess> {
  const program = `
    import { createSqliteLog } from ${JSON.stringify(new URL('../../../server/log/sqliteLog.ts', import.meta.url).href)};
    createSqliteLog({ folder: process.argv[1], report: console.error }).announce('http://127.0.0.1:4321/');
    console.log('open');
    setInterval(() => undefined, 60_000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, folder.folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await once(child.stdout, 'data');
  return child;
}

test('[L22] a folder that another process has is refused, with who has it since when and where', async () => {
  const folder = await testFolder();
  const holder = await holdFrom(folder);
  const start = `The data folder ${folder.folder} is in use by process ${holder.pid}, since `;
  expect(() => folder.open()).toThrow(
    expect.objectContaining({
      name: 'FolderTakenError',
      message: expect.stringMatching(
        /, since \d{4}-\d\d-\d\dT[\d:.]+Z, at http:\/\/127\.0\.0\.1:4321\/\. Use that one, stop it, or set RIVULET_DATA/,
      ) as unknown,
    }),
  );
  expect(() => folder.open()).toThrow(start);
});

test('[L22] the folder of a killed process is free at once, whatever it left lying', async () => {
  const folder = await testFolder();
  const holder = await holdFrom(folder);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(await readdir(folder.folder)).toContain('server.json');
  expect(await folder.open().claim(freshId(), 'hash', 'owner')).toBe('producer');
});

test('[L22] one process cannot open a folder twice either, and closing frees it', async () => {
  const folder = await testFolder();
  const log = folder.open();
  expect(() => folder.open()).toThrow(`is in use by process ${process.pid}, since `);
  await log.close();
  await log.close();
  expect(await folder.open().status(freshId())).toBe('unknown');
});

test('[L22] without a readable note of its holder the folder is taken all the same', async () => {
  const folder = await testFolder();
  folder.open();
  await writeFile(join(folder.folder, 'server.json'), '{"pid":');
  expect(() => folder.open()).toThrow(`${folder.folder} is in use by another process. Use that one`);
});

test('[L22] a closed log leaves one file with the replies and an empty one', async () => {
  const folder = await testFolder();
  const log = folder.open();
  await write(log, freshId());
  await log.close();
  expect((await readdir(folder.folder)).toSorted()).toEqual(['lock', 'replies.sqlite']);
});
