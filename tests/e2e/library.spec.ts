import type { Page } from '@playwright/test';
import { reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { expectAccessible } from './axe.ts';
import { seedChats } from './library.ts';
import { chatPage, expect, test } from './rivulet.ts';

test.beforeEach(({ rivulet }) => {
  rivulet.models.serve('scripted', scriptModel(reply('An answer.')));
});

/** A page whose database has some chats already. */
async function openWith(page: Page, count: number): Promise<ReturnType<typeof chatPage>> {
  await page.goto('/');
  const chat = chatPage(page);
  await expect(chat.chats).toBeVisible();
  await expect(page.getByText('No chats yet')).toBeVisible();
  await seedChats(page, { count });
  await page.reload();
  await expect(chat.chats.getByRole('link', { name: 'Chat 0000' })).toBeVisible();
  return chat;
}

async function choose(page: Page, title: string, item: string): Promise<void> {
  const row = chatPage(page).chats.getByRole('listitem').filter({ hasText: title });
  await row.hover();
  await row.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('[U60] chats are pinned, archived and tagged, in every tab and after a reload', async ({ page, context }) => {
  const chat = await openWith(page, 3);
  const other = await context.newPage();
  await other.goto('/');
  const otherLinks = chatPage(other).chats.getByRole('link');
  await expect(otherLinks).toHaveCount(3);
  const links = chat.chats.getByRole('link');
  await choose(page, 'Chat 0002', 'Pin');
  await expect(links.first()).toHaveText(/Chat 0002\s*Pinned/);
  await expect(otherLinks.first()).toHaveText(/Chat 0002/);
  await choose(page, 'Chat 0001', 'Archive');
  await expect(links).toHaveCount(2);
  await expect(otherLinks).toHaveCount(2);
  await choose(page, 'Chat 0000', 'Tags');
  await page.getByRole('textbox', { name: 'New tag' }).fill('#rivers');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('checkbox', { name: 'rivers' })).toBeChecked();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.reload();
  const filter = page.getByRole('combobox', { name: 'Chats to list' });
  await filter.selectOption('#rivers');
  await expect(links).toHaveText(['Chat 0000']);
  await filter.selectOption('Archived');
  await expect(links).toHaveText(['Chat 0001']);
  await choose(page, 'Chat 0001', 'Move back from archive');
  await expect(links).toHaveCount(3);
});

test('[U60] [U61] the first tag that there is leaves its dialog open, and then the focus is in the list', async ({
  page,
}) => {
  const chat = await openWith(page, 3);
  await choose(page, 'Chat 0001', 'Tags');
  const field = page.getByRole('textbox', { name: 'New tag' });
  await field.fill('rivers');
  await field.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Chats to list' })).toBeAttached();
  await expect(page.getByRole('checkbox', { name: 'rivers' })).toBeChecked();
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(chat.chats.locator(':focus')).toHaveCount(1);
  await choose(page, 'Chat 0002', 'Archive');
  await expect(chat.chats.getByRole('link')).toHaveCount(2);
});

test('[U60] [U61] the first chat that goes to the archive leaves the focus in the list', async ({ page }) => {
  const chat = await openWith(page, 3);
  const row = chat.chats.getByRole('listitem').nth(1);
  await row.getByRole('link').focus();
  await row.getByRole('button', { name: 'More' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Archive' }).press('Enter');
  await expect(page.getByRole('combobox', { name: 'Chats to list' })).toBeAttached();
  await expect(chat.chats.locator(':focus')).toHaveCount(1);
});

test('[U61] many chats are selected, with Shift too, and deleted with one Undo', async ({ page }) => {
  const chat = await openWith(page, 6);
  await choose(page, 'Chat 0001', 'Select');
  const boxes = chat.chats.getByRole('checkbox');
  await expect(boxes.nth(1)).toBeChecked();
  await boxes.nth(4).click({ modifiers: ['Shift'] });
  await expect(page.getByText('4 selected')).toBeVisible();
  await chat.button('Delete selected').click();
  const links = chat.chats.getByRole('link');
  await expect(links).toHaveText(['Chat 0000', 'Chat 0005']);
  await expect(page.getByText('4 chats deleted', { exact: true })).toBeVisible();
  await chat.button('Undo').click();
  await expect(links).toHaveCount(6);
  await page.reload();
  await expect(links).toHaveCount(6);
  await links.nth(2).click();
  await expect(chat.lastBody).toHaveText('Answer: Number 2');
});

test('[U61] several chats get a tag and go to the archive with the keyboard alone', async ({ page }) => {
  const chat = await openWith(page, 4);
  await chat.chats.getByRole('link', { name: 'Chat 0001' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(chat.chats.getByRole('link', { name: 'Chat 0002' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(chat.chats.getByRole('listitem').nth(2).getByRole('button', { name: 'More' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Pin' })).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('menuitem', { name: 'Select' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(chat.chats.getByRole('checkbox', { name: 'Chat 0002' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(page.getByText('2 selected')).toBeVisible();
  await page.getByRole('toolbar').getByRole('button', { name: 'Archive' }).focus();
  await page.keyboard.press('Enter');
  await expect(chat.chats.getByRole('link')).toHaveText(['Chat 0000', 'Chat 0001']);
  await expect(page.locator(':focus')).not.toHaveCount(0);
});

test('[U63] of 10,000 chats only those in sight are in the page, each says which it is, and Tab and scrolling reach the rest', async ({
  page,
}) => {
  const chat = await openWith(page, 10_000);
  const rows = chat.chats.getByRole('listitem');
  await expect(rows.first()).toHaveAttribute('aria-setsize', '10000');
  expect(await rows.count()).toBeLessThan(120);
  await chat.chats.getByRole('link').first().focus();
  for (let step = 0; step < 60; step += 1) await page.keyboard.press('ArrowDown');
  await expect(chat.chats.getByRole('link', { name: 'Chat 0060' })).toBeFocused();
  await expect(chat.chats.getByRole('link', { name: 'Chat 0060' })).toBeInViewport();
  await chat.chats.evaluate((box) => box.scrollTo({ top: box.scrollHeight }));
  await expect(chat.chats.getByRole('link', { name: 'Chat 9999' })).toBeInViewport();
  await expect(chat.chats.getByRole('link', { name: 'Chat 0060' })).toBeFocused();
  await chat.chats.getByRole('link', { name: 'Chat 9999' }).click();
  await expect(chat.lastBody).toHaveText('Answer: Number 9999');
});

for (const viewport of [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
]) {
  test(`[X10] axe finds nothing wrong with the library, light or dark, ${viewport.width} px`, async ({ page }) => {
    test.slow();
    await page.setViewportSize(viewport);
    const chat = chatPage(page);
    await page.goto('/');
    await expect(chat.message).toBeVisible();
    await seedChats(page, {
      count: 40,
      text: (index) => `A river that is number ${index}, and what **flows** in it.`,
    });
    await page.reload();
    const isPhone = viewport.width < 900;
    const showList = async (): Promise<void> => {
      if (isPhone) await page.getByRole('button', { name: 'Open chats' }).click();
      await expect(chat.chats.getByRole('link', { name: 'Chat 0000' })).toBeVisible();
    };
    await showList();
    await choose(page, 'Chat 0002', 'Pin');
    await choose(page, 'Chat 0003', 'Archive');
    await expectAccessible(page, 'list');
    const row = chat.chats.getByRole('listitem').nth(1);
    await row.hover();
    await row.getByRole('button', { name: 'More' }).click();
    await expect(page.getByRole('menuitem', { name: 'Pin' })).toBeFocused();
    await expectAccessible(page, 'menu');
    await page.getByRole('menuitem', { name: 'Tags' }).click();
    await page.getByRole('textbox', { name: 'New tag' }).fill('rivers');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('checkbox', { name: 'rivers' })).toBeChecked();
    await expectAccessible(page, 'tags');
    await page.keyboard.press('Escape');
    await choose(page, 'Chat 0001', 'Select');
    await expectAccessible(page, 'select');
    await chat.button('End selection').click();
    await page.getByRole('button', { name: 'Search chats' }).click();
    await page.getByRole('textbox', { name: 'Search chats' }).fill('flows river');
    await expect(page.locator('mark').first()).toBeVisible();
    await expectAccessible(page, 'search');
    await chat.chats.getByRole('link').nth(1).click();
    await expect(chat.turns.first()).toBeVisible();
    await page.keyboard.press('Control+Shift+F');
    await page.getByRole('textbox', { name: 'Find in this chat' }).fill('river');
    await expect(page.getByText('1 of 2')).toBeVisible();
    await expectAccessible(page, 'find');
  });
}
