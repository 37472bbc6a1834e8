import type { Page } from '@playwright/test';
import { createGate, hold, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test } from './rivulet.ts';

test('[X7] a whole chat is had with the keyboard alone, and the focus is never lost', async ({ page, rivulet }) => {
  const gate = createGate();
  rivulet.models.serve('scripted', scriptModel(reply('First.', hold(gate), ' More.')));
  await page.goto('/');
  const chat = chatPage(page);
  const keys = page.keyboard;
  await expect(chat.message).toBeFocused();

  await keys.type('One line');
  await keys.press('Shift+Enter');
  await keys.type('and another');
  await keys.press('Enter');
  await gate.reached;
  await expect(chat.turns.first().locator('[data-reply-body]')).toHaveText('One line\nand another');
  await expect(chat.message).toBeFocused();

  await tabTo(page, 'Stop');
  await keys.press('Enter');
  await chat.expectStatus('stopped');
  await expect(chat.message).toBeFocused();

  rivulet.models.serve('scripted', scriptModel(reply('Second.')));
  await tabTo(page, 'Regenerate', 'Shift+Tab');
  await keys.press('Enter');
  await expect(chat.lastBody).toHaveText('Second.');
  await chat.expectStatus('done');
  await expectFocusKept(page);

  await tabTo(page, 'Previous version', 'Shift+Tab');
  await keys.press('Space');
  await expect(chat.lastBody).toHaveText('First.');
  await expectFocusKept(page);
  await tabTo(page, 'Next version');
  await keys.press('Space');
  await expect(chat.lastBody).toHaveText('Second.');
  await expectFocusKept(page);

  await chat.message.focus();
  await keys.press('ArrowUp');
  await expect(page.getByRole('textbox', { name: 'Edit message' })).toBeFocused();
  rivulet.models.serve('scripted', scriptModel(reply('Third.')));
  await keys.press('End');
  await keys.type(', edited');
  await tabTo(page, 'Save');
  await keys.press('Enter');
  await expect(chat.lastBody).toHaveText('Third.');
  await expect(chat.turns.first().locator('[data-reply-body]')).toHaveText('One line\nand another, edited');
  await expectFocusKept(page);
});

test('[X7] Up edits the last question only in an empty box, and Esc takes the edit back', async ({ page, rivulet }) => {
  rivulet.models.serve('scripted', scriptModel(reply('Answer.')));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('The question');
  await chat.expectStatus('done');
  const editor = page.getByRole('textbox', { name: 'Edit message' });
  await page.keyboard.type('Half a thought');
  await page.keyboard.press('ArrowUp');
  await expect(editor).toHaveCount(0);
  await expect(chat.message).toHaveValue('Half a thought');
  await chat.message.fill('');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.type(', changed');
  await page.keyboard.press('Escape');
  await expect(editor).toHaveCount(0);
  await expect(chat.turns.first().locator('[data-reply-body]')).toHaveText('The question');
  await expectFocusKept(page);
});

test('[X7] chats are renamed, deleted and brought back with the keyboard', async ({ page, rivulet }) => {
  rivulet.models.serve('scripted', scriptModel(reply('Answer.')));
  await page.goto('/');
  const chat = chatPage(page);
  for (const question of ['Chat A', 'Chat B']) {
    await chat.ask(question);
    await chat.expectStatus('done');
    await expect(chat.chats.getByRole('link', { name: question })).toBeVisible();
    await tabTo(page, 'New chat', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(chat.message).toBeFocused();
  }

  await tabTo(page, 'Chat B', 'Shift+Tab');
  await tabTo(page, 'Rename');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Chat title' })).toBeFocused();
  await page.keyboard.type('Renamed');
  await page.keyboard.press('Enter');
  const renamed = chat.chats.getByRole('link', { name: 'Renamed' });
  await expect(renamed).toBeFocused();

  await tabTo(page, 'Delete');
  await page.keyboard.press('Enter');
  await expect(renamed).toHaveCount(0);
  await expect(chat.chats.getByRole('link', { name: 'Chat A' })).toBeFocused();
  await tabTo(page, 'Undo');
  await page.keyboard.press('Enter');
  await expect(renamed).toBeVisible();
  await expectFocusKept(page);

  // The last chat of all leaves the focus nowhere to go in the list.
  for (const title of ['Renamed', 'Chat A']) {
    await chat.chats.getByRole('link', { name: title }).focus();
    await tabTo(page, 'Delete');
    await page.keyboard.press('Enter');
    await expect(chat.chats.getByRole('link', { name: title })).toHaveCount(0);
  }
  await expectFocusKept(page);
});

test('[X7] the model menu opens, moves, chooses and closes with keys, and gives the focus back', async ({
  page,
  rivulet,
}) => {
  rivulet.models.serve('scripted', scriptModel(reply('Answer.')));
  await page.goto('/');
  const chat = chatPage(page);
  await expect(chat.button('Model: scripted')).toBeVisible();
  await tabTo(page, 'Model: scripted');
  await page.keyboard.press('Enter');
  const list = page.getByRole('listbox', { name: 'Models' });
  await expect(list).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
  await expect(chat.button('Model: scripted')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(list).toBeFocused();
  // A letter jumps to the next model whose name begins with it.
  await page.keyboard.press('t');
  await page.keyboard.press('Enter');
  await expect(list).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Model: t/i })).toBeFocused();
});

test('[X7] a dialog keeps the focus inside while it is open and gives it back', async ({ page }) => {
  await page.goto('/');
  await expect(chatPage(page).message).toBeFocused();
  await tabTo(page, 'Providers', 'Shift+Tab');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Connect a model' });
  await expect(dialog).toBeVisible();
  for (let press = 0; press < 12; press += 1) {
    await page.keyboard.press('Tab');
    // On the way round Chromium lets the focus pass over its own tool bar, where it is on no element of the page.
    const place = await page.evaluate(() => document.activeElement?.closest('dialog, body')?.localName);
    expect(place === 'dialog' || (await focusedName(page)) === 'BODY').toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Providers' })).toBeFocused();
});

test('[X7] whatever has the focus shows it, in light and in dark', async ({ page, rivulet }) => {
  rivulet.models.serve('scripted', scriptModel(reply('A [link](https://example.com).\n\n```ts\nlet a = 1;\n```')));
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto('/');
    const chat = chatPage(page);
    await chat.ask('Focus');
    await chat.expectStatus('done');
    const first = await focusedName(page);
    const seen = new Set<string>();
    for (let name = ''; name !== first; name = await focusedName(page)) {
      await page.keyboard.press('Tab');
      const next = await focusedName(page);
      if (next !== 'BODY') expect(await isFocusDrawn(page), `${next} shows its focus in ${colorScheme}`).toBe(true);
      seen.add(next);
      expect(seen.size, [...seen].join(', ')).toBeLessThan(60);
    }
    expect([...seen]).toEqual(expect.arrayContaining(['New chat', 'Copy code', 'Regenerate', 'Model: scripted']));
  }
});

/** Presses Tab (or Shift+Tab) until the element with this name has the focus. */
async function tabTo(page: Page, name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const seen: string[] = [];
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press(key);
    const focused = await focusedName(page);
    if (focused === name) return;
    seen.push(focused);
  }
  throw new Error(`${key} never comes to ${name}, but to ${[...new Set(seen)].join(', ')}`);
}

/** The name of what has the focus: its label, else its text. */
function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return 'BODY';
    return element.getAttribute('aria-label') ?? element.textContent.trim();
  });
}

/** Whether the focused element has an outline, or stands in a box whose border says it (the message box). */
function isFocusDrawn(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const isOutlined = outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
    return isOutlined || element instanceof HTMLTextAreaElement;
  });
}

async function expectFocusKept(page: Page): Promise<void> {
  await expect.poll(() => focusedName(page)).not.toBe('BODY');
}
