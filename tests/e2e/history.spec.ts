import type { Page } from '@playwright/test';
import { createGate, hold, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test } from './rivulet.ts';

test.beforeEach(({ rivulet }) => {
  rivulet.models.serve(
    'scripted',
    scriptModel((request) => reply(`Answer to ${request.messages.at(-1)?.content ?? ''}.`)),
  );
});

test('[X12] each chat has an address; back and forward walk through them', async ({ page }) => {
  await page.goto('/');
  const chat = chatPage(page);
  for (const question of ['one', 'two']) {
    await chat.button('New chat').click();
    await chat.ask(question);
    await expect(chat.lastBody).toHaveText(`Answer to ${question}.`);
    await chat.expectStatus('done');
  }
  await chat.chats.getByRole('link', { name: 'one' }).click();
  await expect(chat.lastBody).toHaveText('Answer to one.');
  await page.goBack();
  await expect(chat.lastBody).toHaveText('Answer to two.');
  await expect(chat.chats.getByRole('link', { name: 'two' })).toHaveAttribute('aria-current', 'page');
  await page.goBack();
  await expect(page).toHaveURL(/\/$/);
  await expect(chat.turns).toHaveCount(0);
  await page.goForward();
  await page.goForward();
  await expect(chat.lastBody).toHaveText('Answer to one.');
  await expect(page).toHaveTitle(/^one/);
});

test('[X12] a link to a chat opens it in another tab', async ({ page, context }) => {
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('shared');
  await chat.expectStatus('done');
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(chatPage(other).lastBody).toHaveText('Answer to shared.');
});

test('[X12] edited branches and the versions in sight are there again after a reload', async ({ page }) => {
  await page.goto('/');
  const chat = chatPage(page);
  const question = chat.turns.first();
  await chat.ask('first');
  await chat.expectStatus('done');
  await chat.ask('second');
  await expect(chat.turns).toHaveCount(4);
  await chat.expectStatus('done');
  await question.hover();
  await question.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Edit message' }).fill('changed');
  await chat.button('Save').click();
  await expect(chat.turns).toHaveCount(2);
  await expect(chat.lastBody).toHaveText('Answer to changed.');
  await chat.expectStatus('done');
  await page.reload();
  await expect(chat.turns).toHaveCount(2);
  await expect(chat.lastBody).toHaveText('Answer to changed.');
  await question.getByRole('button', { name: 'Previous version' }).click();
  await expect(chat.turns).toHaveCount(4);
  await page.reload();
  await expect(chat.turns).toHaveCount(4);
  await expect(chat.lastBody).toHaveText('Answer to second.');
});

test('[X12] a chat is called after its first question until it is renamed, and keeps that name', async ({ page }) => {
  await page.goto('/');
  const chat = chatPage(page);
  const links = chat.chats.getByRole('link');
  await chat.ask('**What** is a river?\nAnd more');
  await chat.expectStatus('done');
  await expect(links).toHaveText(['What is a river?']);
  await expect(page).toHaveTitle('What is a river? · Rivulet');
  await links.hover();
  await chat.chats.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Chat title' }).fill('Rivers');
  await page.keyboard.press('Enter');
  await chat.ask('And a lake?');
  await expect(chat.turns).toHaveCount(4);
  await chat.expectStatus('done');
  await page.reload();
  await expect(links).toHaveText(['Rivers']);
  await expect(page).toHaveTitle('Rivers · Rivulet');
});

test('[X12] a deleted chat comes back whole with Undo', async ({ page }) => {
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('here');
  await chat.expectStatus('done');
  const address = page.url();
  await deleteOnlyChat(page);
  await expect(page).toHaveURL(/\/$/);
  await chat.button('Undo').click();
  await expect(page).toHaveURL(address);
  await expect(chat.lastBody).toHaveText('Answer to here.');
  await page.reload();
  await expect(chat.lastBody).toHaveText('Answer to here.');
});

test('[X12] a deleted chat is gone for good when the page goes, and its address says so', async ({ page }) => {
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('here');
  await chat.expectStatus('done');
  const address = page.url();
  await deleteOnlyChat(page);
  await expect(chat.button('Undo')).toBeVisible();
  await page.goto(address);
  await expect(page.getByRole('heading', { name: 'This chat is not here' })).toBeVisible();
  await page.getByRole('button', { name: 'Begin a chat' }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect(chat.chats.getByRole('link')).toHaveCount(0);
});

test('[X12] deleting a chat ends the reply that is being made in it', async ({ page, rivulet }) => {
  rivulet.models.serve('scripted', scriptModel(reply('Going on.', hold(createGate()))));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('delete me');
  await expect(chat.lastBody).toHaveText('Going on.');
  await deleteOnlyChat(page);
  const request = rivulet.models.requests.at(-1);
  await request?.closed;
  expect(request?.closedBy).toBe('client');
});

test('[X12] the message box is the same element from the empty chat on, and keeps focus and text', async ({
  page,
  rivulet,
}) => {
  const gate = createGate();
  rivulet.models.serve('scripted', scriptModel(reply('One.', hold(gate), ' Two.')));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.message.evaluate((element) => {
    element.dataset['marked'] = 'yes';
  });
  await chat.ask('first');
  await page.keyboard.type('typed meanwhile');
  await expect(page).toHaveURL(/\/c\//);
  await expect(chat.message).toBeFocused();
  await expect(chat.message).toHaveValue('typed meanwhile');
  gate.release();
  await chat.expectStatus('done');
  await expect(chat.message).toHaveAttribute('data-marked', 'yes');
  await expect(chat.message).toBeFocused();
});

async function deleteOnlyChat(page: Page): Promise<void> {
  const { chats } = chatPage(page);
  await chats.getByRole('link').hover();
  await chats.getByRole('button', { name: 'Delete' }).click();
  await expect(chats.getByRole('link')).toHaveCount(0);
}
