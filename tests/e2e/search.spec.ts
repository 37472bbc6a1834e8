import { createGate, hold, reasoning, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { seedChats } from './library.ts';
import { chatPage, expect, test } from './rivulet.ts';

test('[U62] words are found in every chat and branch, and a hit leads to its message, on its branch', async ({
  page,
  rivulet,
}) => {
  rivulet.models.serve(
    'scripted',
    scriptModel((request) => reply(`Of ${request.messages.at(-1)?.content ?? ''} there is a **Crème brûlée** here.`)),
  );
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('otter');
  await chat.expectStatus('done');
  await chat.turns.first().hover();
  await chat.turns.first().getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Edit message' }).fill('beaver');
  await chat.button('Save').click();
  await expect(chat.lastBody).toContainText('Of beaver');
  await chat.expectStatus('done');
  await chat.button('New chat').click();
  await chat.ask('heron');
  await chat.expectStatus('done');
  await page.keyboard.press('Control+Shift+K');
  const field = page.getByRole('textbox', { name: 'Search chats' });
  await expect(field).toBeFocused();
  await page.keyboard.type('creme BRULEE otter');
  await expect(page.getByRole('status').filter({ hasText: '1 chat' })).toBeVisible();
  await expect(page.locator('mark')).toHaveText(['otter', 'Crème', 'brûlée']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(chat.lastBody).toContainText('Of otter');
  await expect(page).toHaveURL(/\/c\/[\w-]+#m-[\w-]+$/);
  await expect(chat.lastReply).toBeFocused();
  await expect(field).toHaveValue('creme BRULEE otter');
  // What has changed meanwhile is found as well.
  await chat.ask('A new axolotl');
  await chat.expectStatus('done');
  await field.fill('axolotl');
  await expect(page.locator('mark').first()).toHaveText('axolotl');
  await page.getByRole('button', { name: 'End search' }).click();
  await expect(chat.chats.getByRole('link')).toHaveCount(2);
});

test('[Q3] what was deleted is not found, and what Undo brings back is', async ({ page }) => {
  await page.goto('/');
  const chat = chatPage(page);
  await expect(page.getByText('No chats yet')).toBeVisible();
  await seedChats(page, { count: 30, text: (index) => `漢字かな交じり文 number ${index}` });
  await page.reload();
  await chat.button('Search chats').click();
  const field = page.getByRole('textbox', { name: 'Search chats' });
  await field.fill('字かな');
  await expect(page.getByText('20+ chats')).toBeVisible();
  await chat.button('Show more').click();
  await expect(page.getByText('30 chats')).toBeVisible();
  await chat.button('End search').click();
  await chat.chats.getByRole('listitem').first().hover();
  await chat.chats.getByRole('button', { name: 'Delete' }).first().click();
  await chat.button('Search chats').click();
  await field.fill('number 0');
  await expect(page.getByText('Chat 0000')).toHaveCount(0);
  await chat.button('Undo').click();
  await field.fill('number  0');
  await expect(chat.chats.getByText('Chat 0000')).toBeVisible();
});

test('[U64] places in one chat are counted and walked through, over branches and closed thoughts, and Ctrl+F is the browser’s', async ({
  page,
  rivulet,
}) => {
  const long = Array.from({ length: 60 }, (_, index) => `Paragraph ${index} goes on.`).join('\n\n');
  rivulet.models.serve(
    'scripted',
    scriptModel(reply(reasoning('A secret newt.'), `One newt. ${long}\n\nAnother **Newt** ends.`)),
  );
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Where is the newt?');
  await chat.expectStatus('done');
  await chat.turns.first().hover();
  await chat.turns.first().getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Edit message' }).fill('Elsewhere');
  rivulet.models.serve('scripted', scriptModel(reply('Nothing of the kind.')));
  await chat.button('Save').click();
  await expect(chat.lastBody).toHaveText('Nothing of the kind.');
  await chat.expectStatus('done');

  await chat.button('Find in this chat').click();
  const field = page.getByRole('textbox', { name: 'Find in this chat' });
  await expect(field).toBeFocused();
  await page.keyboard.type('NEWT');
  const bar = page.getByRole('search', { name: 'In this chat' });
  await expect(bar.getByRole('status')).toHaveText('1 of 4');
  await expect(chat.turns.first()).toContainText('Where is the newt?');
  await page.keyboard.press('Enter');
  await expect(page.getByText('A secret newt.')).toBeInViewport();
  await page.keyboard.press('Enter');
  await page.keyboard.press('F3');
  await expect(bar.getByRole('status')).toHaveText('4 of 4');
  await expect(page.getByText('Another Newt ends.')).toBeInViewport();
  expect(await page.evaluate(() => [...(CSS.highlights.get('found-current') ?? [])].map(String))).toEqual(['Newt']);
  await chat.message.focus();
  await page.keyboard.press('Control+F');
  await expect(field).toBeFocused();
  await page.keyboard.press('Shift+Enter');
  await expect(bar.getByRole('status')).toHaveText('3 of 4');
  await page.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
  await expect(chat.message).toBeFocused();
  expect(await page.evaluate(() => CSS.highlights.size)).toBe(0);
});

test('[Q3] a reply is found while it still grows', async ({ page, rivulet }) => {
  const gate = createGate();
  rivulet.models.serve('scripted', scriptModel(reply('A quokka appears.', hold(gate), ' The end.')));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Animals');
  await expect(chat.lastBody).toHaveText('A quokka appears.');
  await chat.button('Search chats').click();
  await page.getByRole('textbox', { name: 'Search chats' }).fill('quokka');
  await expect(chat.chats.getByText('1 chat')).toHaveCount(0);
  await expect(page.getByRole('status').filter({ hasText: '1 chat' })).toBeVisible();
  gate.release();
  await chat.expectStatus('done');
});
