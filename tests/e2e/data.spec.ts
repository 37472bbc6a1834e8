import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { exportWithFiles, PIXEL } from '../archive/exportWithFiles.ts';
import { reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { expectAccessible } from './axe.ts';
import { chatPage, expect, test } from './rivulet.ts';

test('[I1] [I6] [I9] everything is saved, removed here and at the server, and brought in again: the same bytes', async ({
  page,
  rivulet,
}) => {
  test.slow();
  rivulet.models.serve('scripted', scriptModel(reply('A kept answer.')));
  const asking = page.waitForRequest((request) => request.method() === 'POST');
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Keep this');
  await chat.expectStatus('done');
  const { replyId } = (await asking).postDataJSON() as { readonly replyId: string }; // The page's own request.
  const statusOfReply = async () => (await fetch(`${rivulet.address}/api/replies/${replyId}/events?follow=0`)).status;
  expect(await statusOfReply()).toBe(200);

  await chat.button('Settings').click();
  await page.getByRole('combobox', { name: 'Density' }).selectOption('compact');
  await page.keyboard.press('Escape');
  await chat.button('Your data').click();
  const dialog = page.getByRole('dialog', { name: 'Your data' });
  await expectAccessible(page, 'Your data');
  const save = async (): Promise<Uint8Array> => {
    const saving = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Save everything' }).click();
    return readFile(await (await saving).path());
  };
  const saved = await save();
  expect(new TextDecoder().decode(unzipSync(saved)['conversations.jsonl'])).toContain('Keep this');

  await dialog.getByLabel('Type remove:').fill('remove');
  await dialog.getByRole('button', { name: 'Remove everything' }).click();
  await expect(page.getByText('No chats yet')).toBeVisible();
  expect(await statusOfReply()).not.toBe(200);
  // The page is loaded anew then.
  const settings = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('rivulet.')));
  await expect.poll(() => settings().catch(() => undefined)).toEqual([]);
  await expect(dialog).toBeHidden();

  await chat.button('Your data').click();
  await dialog
    .getByLabel('File to import')
    .setInputFiles({ name: 'rivulet.zip', mimeType: 'application/zip', buffer: Buffer.from(saved) });
  await expect(dialog.getByText('1 chat imported.')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact');
  expect(Buffer.from(await save()).equals(Buffer.from(saved))).toBe(true);
  await page.keyboard.press('Escape');
  await chat.chats.getByRole('link', { name: 'Keep this' }).click();
  await expect(chat.lastBody).toHaveText('A kept answer.');
});

test('[I3] [I2] an export of ChatGPT becomes a chat with its branches, which is saved as Markdown', async ({
  page,
}) => {
  await page.goto('/');
  const chat = chatPage(page);
  await chat.button('Your data').click();
  const dialog = page.getByRole('dialog', { name: 'Your data' });
  await dialog
    .getByLabel('File to import')
    .setInputFiles(join(import.meta.dirname, '../archive/fixtures/chatgpt.json'));
  await expect(dialog.getByText('1 chat imported.')).toBeVisible();
  await dialog
    .getByLabel('File to import')
    .setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
  await expect(dialog.getByText('This file is no archive')).toBeVisible();
  await page.keyboard.press('Escape');
  await chat.chats.getByRole('link', { name: 'Fähre & 船' }).click();
  await expect(chat.lastBody).toHaveText('A ferry: 船.');
  await expect(chat.turns.nth(1)).toContainText('2/2');
  const row = chat.chats.getByRole('listitem').filter({ hasText: 'Fähre' });
  await row.hover();
  await row.getByRole('button', { name: 'More' }).click();
  const saving = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Save as Markdown' }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe('Fähre & 船.md');
  expect(await readFile(await file.path(), 'utf8')).toContain('# Fähre & 船\n\n## You\n\nWhat is it?');
});

test('[I25] [I26] [I28] [I29] the files of an export are in the chat, can be saved, and go through an archive byte for byte', async ({
  page,
}) => {
  test.slow();
  await page.goto('/');
  const chat = chatPage(page);
  await chat.button('Your data').click();
  const dialog = page.getByRole('dialog', { name: 'Your data' });
  const bringIn = async (name: string, bytes: Uint8Array): Promise<void> => {
    const file = { name, mimeType: 'application/zip', buffer: Buffer.from(bytes) };
    await dialog.getByLabel('File to import').setInputFiles(file);
    await expect(dialog.getByText('1 chat imported.')).toBeVisible();
  };
  const save = async (): Promise<Uint8Array> => {
    const saving = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Save everything' }).click();
    return readFile(await (await saving).path());
  };
  await bringIn('chatgpt.zip', exportWithFiles());
  const saved = await save();
  const attached = Object.keys(unzipSync(saved)).filter((name) => name.startsWith('attachments/'));
  expect(attached).toHaveLength(3);

  await page.keyboard.press('Escape');
  await chat.chats.getByRole('link').first().click();
  const files = page.getByRole('list', { name: 'Attachments' }).first();
  await expect(files.getByRole('button', { name: /^Download / }).first()).toBeVisible();
  await expect(files.locator('img').first()).toHaveJSProperty('naturalWidth', 1);
  await expectAccessible(page, 'attachments');
  const saving = page.waitForEvent('download');
  await files
    .getByRole('button', { name: /^Download / })
    .first()
    .click();
  expect(new Uint8Array(await readFile(await (await saving).path()))).toEqual(PIXEL);

  await chat.button('Your data').click();
  await dialog.getByLabel('Type remove:').fill('remove');
  await dialog.getByRole('button', { name: 'Remove everything' }).click();
  await expect(page.getByText('No chats yet')).toBeVisible();
  await expect(dialog).toBeHidden();
  await chat.button('Your data').click();
  await bringIn('rivulet.zip', saved);
  expect(Buffer.from(await save()).equals(Buffer.from(saved))).toBe(true);
});

test('[I7] a chat is saved as an HTML page that stands by itself', async ({ page, rivulet, watch }) => {
  const text = '# Parts\n\nSome **bold** text.\n\n```ts\nlet a = 1;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |';
  rivulet.models.serve('scripted', scriptModel(reply(text)));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('What is a page?');
  await chat.expectStatus('done');
  const row = chat.chats.getByRole('listitem').first();
  await row.hover();
  await row.getByRole('button', { name: 'More' }).click();
  const saving = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Save as HTML page' }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe('What is a page .html');
  await page.route('http://page.test/', async (route) =>
    route.fulfill({ contentType: 'text/html', body: await readFile(await file.path()) }),
  );
  watch.origins.add('http://page.test');
  await page.goto('http://page.test/');
  await expect(page.getByRole('heading', { name: 'What is a page?', level: 1 })).toBeVisible();
  await expect(page.getByRole('article')).toHaveCount(2);
  await expect(page.getByRole('table')).toHaveText('a b 1 2', { useInnerText: true });
  await expectAccessible(page, 'a saved chat');
});
