import { open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { freshId } from '../testApp.ts';
import { delta, END, readAll, START, testFolder, write, type TestFolder } from './openedLogs.ts';

/** A folder whose log holds a long reply and was closed. */
async function usedFolder(): Promise<TestFolder & { readonly id: ReturnType<typeof freshId> }> {
  const folder = await testFolder();
  const id = freshId();
  const log = folder.open();
  await write(log, id, START, ...Array.from({ length: 200 }, () => delta('x'.repeat(500))), END);
  await log.close();
  return { ...folder, id };
}

/** The names of databases that were set aside. */
async function keptFiles({ folder }: TestFolder): Promise<string[]> {
  return (await readdir(folder)).filter((name) => /^replies\.sqlite\.\d{8}T\d{6}Z(-\d+)?$/.test(name));
}

test.each<[string, (file: string) => Promise<void>, RegExp]>([
  ['is cut off', (file) => truncate(file, 9000), /cannot be used/],
  [
    'is not a database',
    (file) => writeFile(file, 'not a database '.repeat(1000)),
    /cannot be used \(file is not a database\)/,
  ],
  ['has garbage in its middle', (file) => overwrite(file, 8192, 8192), /cannot be used/],
  ['has garbage at its start', (file) => overwrite(file, 0, 200), /cannot be used/],
  ['is of a newer Rivulet', (file) => setVersion(file, 2), /is of a newer Rivulet\./],
])('[L24] a database that %s is kept beside a new one, and said so', async (_what, damage, words) => {
  const folder = await usedFolder();
  await damage(folder.file);
  const before = await readFile(folder.file);
  const log = folder.open();
  const [kept = ''] = await keptFiles(folder);
  expect(folder.reports).toEqual([expect.stringMatching(words)]);
  expect(folder.reports[0]).toContain(`It is kept as ${join(folder.folder, kept)}, and a new one is begun.`);
  expect(await readFile(join(folder.folder, kept))).toEqual(before);
  const id = freshId();
  await write(log, id, START, END);
  await log.close();
  expect(await readAll(folder.open(), id)).toHaveLength(2);
});

test('[L24] two that are set aside within one second are both kept', async () => {
  const folder = await usedFolder();
  const options = { now: () => 1_700_000_000_000 };
  for (let round = 0; round < 2; round += 1) {
    await writeFile(folder.file, 'garbage'.repeat(1000));
    await folder.open(options).close();
  }
  expect(await keptFiles(folder)).toEqual(['replies.sqlite.20231114T221320Z', 'replies.sqlite.20231114T221320Z-2']);
});

test('[L24] an empty file is simply begun', async () => {
  const folder = await usedFolder();
  await truncate(folder.file, 0);
  const log = folder.open();
  expect(await log.claim(freshId(), 'hash', 'owner')).toBe('producer');
  expect(folder.reports).toEqual([]);
});

test('[L24] one that another program holds is kept beside a new one', async () => {
  const folder = await usedFolder();
  const other = new DatabaseSync(folder.file);
  onTestFinished(() => other.close());
  other.exec('BEGIN EXCLUSIVE');
  const log = folder.open();
  expect(folder.reports).toEqual([expect.stringMatching(/cannot be used \(database is locked\)/)]);
  expect(await log.claim(freshId(), 'hash', 'owner')).toBe('producer');
});

test('[L24] a reply in it that cannot be read ends as interrupted, and no other notices', async () => {
  const folder = await usedFolder();
  const other = freshId();
  const log = folder.open();
  await write(log, other, START, END);
  await log.close();
  const database = new DatabaseSync(folder.file);
  database.prepare("UPDATE replies SET events = '[{' WHERE reply_id = ?").run(folder.id);
  database.close();
  const next = folder.open();
  expect(await readAll(next, folder.id)).toEqual([{ type: 'reply-interrupt', reason: 'truncated', seq: 1 }]);
  expect(await readAll(next, other)).toHaveLength(2);
});

test('[L25] deleted while it is in use, it is begun anew with what is in memory', async () => {
  const folder = await testFolder();
  const [running, later] = [freshId(), freshId()];
  const log = folder.open();
  await write(log, running, START, delta('so far'));
  await rm(folder.folder, { recursive: true });
  await log.endOrphans();
  await log.append(running, [delta(' and on'), END]);
  await log.claim(later, 'hash', 'owner');
  expect(folder.reports).toEqual(['The log of replies was deleted while it was in use. A new one is begun.']);
  await log.close();
  const next = folder.open();
  expect(await readAll(next, running)).toMatchObject([START, delta('so far and on'), END]);
  expect(await next.claim(later, 'hash', 'owner')).toBe('reader');
});

async function overwrite(file: string, start: number, length: number): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.write(Buffer.alloc(length, 0xa5), 0, length, start);
  await handle.close();
}

async function setVersion(file: string, version: number): Promise<void> {
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA user_version = ${version}`);
  database.close();
  // Opened and closed, it is one file again.
  await expect(stat(`${file}-wal`)).rejects.toMatchObject({ code: 'ENOENT' });
}
