import type { Locator, Page } from '@playwright/test';
import { openLongChat } from '../../bench/thread/longChat.ts';
import { createGate, hold, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test } from './rivulet.ts';

test('[X7] [U70] [U72] [U73] [U76] a whole visit without a mouse: the focus is always where it is looked for, and to be seen', async ({
  page,
  rivulet,
}) => {
  const gate = createGate();
  rivulet.models.serve('scripted', scriptModel(reply('First.', hold(gate), ' More.')));
  await page.goto('/');
  const chat = chatPage(page);
  const keys = page.keyboard;
  const question = chat.turns.first();
  await expectFocus(chat.message);
  await tabTo(page, 'Skip to the message box', 'Shift+Tab');
  await expectFocus(page.getByRole('link', { name: 'Skip to the message box' }));
  await keys.press('Enter');
  await expectFocus(chat.message);

  await keys.type('One line');
  await keys.press('Shift+Enter');
  await keys.type('and another');
  await keys.press('Enter');
  await gate.reached;
  await expect(question.locator('[data-reply-body]')).toHaveText('One line\nand another');
  await expectFocus(chat.message);
  await tabTo(page, 'Stop');
  await expectFocus(chat.stop);
  await keys.press('Enter');
  await chat.expectStatus('stopped');
  await expect(chat.status).toHaveText('Stopped');
  await expectFocus(chat.message);

  await keys.type('Half a thought');
  await keys.press('ArrowUp');
  await expectFocus(chat.message);
  await expect(chat.message).toHaveValue('Half a thought');
  await keys.press('ControlOrMeta+A');
  await keys.press('Delete');
  await keys.press('ArrowUp');
  await expectFocus(page.getByRole('textbox', { name: 'Edit message' }));
  await keys.type(', changed');
  await keys.press('Escape');
  await expect(question.locator('[data-reply-body]')).toHaveText('One line\nand another');
  await expectFocus(chat.message);

  // Back to the turn that had the focus last.
  await keys.press('Shift+F6');
  await expectFocus(question);
  await keys.press('ArrowDown');
  await expectFocus(chat.lastReply);
  await keys.press('ArrowUp');
  await expectFocus(question);
  await tabTo(page, 'Copy');
  await expectFocus(question.getByRole('button', { name: 'Copy' }));
  await keys.press('Enter');
  await expect(chat.status).toHaveText('Copied');
  rivulet.models.serve('scripted', scriptModel(reply('Second.')));
  await tabTo(page, 'Regenerate');
  await expectFocus(chat.button('Regenerate'));
  await keys.press('Enter');
  await expect(chat.lastBody).toHaveText('Second.');
  await chat.expectStatus('done');
  await expectFocus(chat.message);
  await tabTo(page, 'Previous version', 'Shift+Tab');
  await keys.press('Space');
  await expect(chat.lastBody).toHaveText('First.');
  await expectFocus(chat.button('Previous version'));
  await tabTo(page, 'Next version');
  await keys.press('Space');
  await expect(chat.lastBody).toHaveText('Second.');
  await expectFocus(chat.button('Next version'));

  await keys.press('Shift+F6');
  await expectFocus(chat.chats.getByRole('link', { name: 'One line' }));
  await keys.press('F2');
  await expectFocus(page.getByRole('textbox', { name: 'Chat title' }));
  await keys.type('Renamed');
  await keys.press('Enter');
  const renamed = chat.chats.getByRole('link', { name: 'Renamed' });
  await expectFocus(renamed);
  await keys.press('Delete');
  await expect(renamed).toHaveCount(0);
  // Of the only chat nothing is left to have the focus in the list.
  await expectFocus(chat.message);
  await tabTo(page, 'Undo');
  await expectFocus(chat.button('Undo'));
  await keys.press('Enter');
  await expect(renamed).toBeVisible();
  // Where it came from.
  await expectFocus(chat.send);
  await keys.press('Shift+Escape');
  await expectFocus(chat.message);

  const command = page.getByRole('combobox', { name: 'Command, setting or chat' });
  const choose = async (words: string, title: string) => {
    await keys.press('ControlOrMeta+K');
    await expectFocus(command);
    await keys.type(words);
    await keys.press('Enter');
    await expect(page.getByRole('dialog', { name: title })).toBeVisible();
  };
  await choose('sett', 'Settings');
  await expectFocus(page.locator('dialog :focus'));
  await keys.press('Escape');
  await expectFocus(chat.message);
  await choose('your', 'Your data');
  const word = page.getByRole('textbox', { name: /remove/ });
  for (let press = 0; press < 20 && !(await isFocused(word)); press += 1) await keys.press('Tab');
  await expectFocus(word);
  await keys.type('remove');
  await keys.press('Escape');
  await expectFocus(chat.message);
  await expect(renamed).toBeVisible();
  await choose('your', 'Your data');
  await tabTo(page, 'Save everything');
  await expectFocus(chat.button('Save everything'));
  const [saved] = await Promise.all([page.waitForEvent('download'), keys.press('Enter')]);
  expect(saved.suggestedFilename()).toBe('rivulet.zip');
});

test('[U73] [U1] in a long chat keys lead to any turn, the arrows read through a long one, and upwards the thread lets go', async ({
  page,
  rivulet,
}) => {
  const gate = createGate();
  const paragraphs = (count: number) => 'A paragraph of a long answer.\n\n'.repeat(count);
  rivulet.models.serve('scripted', scriptModel(reply(paragraphs(60), hold(gate), paragraphs(60), 'The end.')));
  await page.goto('/');
  const chat = chatPage(page);
  await expect(chat.message).toBeVisible();
  await openLongChat(page, 60);
  await chat.ask('One more');
  await gate.reached;
  const keys = page.keyboard;
  const top = () => chat.thread.evaluate((box) => box.scrollTop);
  await keys.press('Shift+F6');
  await expectFocus(chat.lastReply);
  await keys.press('Alt+ArrowUp');
  await expectFocus(chat.turns.nth(-2));
  const before = await top();
  gate.release();
  await chat.expectStatus('done');
  expect(await top()).toBe(before);

  // The arrow leads on to the long answer, then through it, and stays at its end.
  await keys.press('ArrowDown');
  await expectFocus(chat.lastReply);
  const beginning = await top();
  await keys.press('ArrowDown');
  await expect.poll(top).toBeGreaterThan(beginning);
  await expectFocus(chat.lastReply);

  await keys.press('Home');
  await expectFocus(page.locator('article').first());
  await expect.poll(top).toBeLessThan(50);
  await keys.press('ArrowDown');
  await expectFocus(page.locator('article').nth(1));
  await keys.press('End');
  await expectFocus(chat.lastReply);
});

test.describe('on Apple', () => {
  test.use({ userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36' });

  test('[U71] [U75] ⌘ takes the place of Ctrl, which is left to the text', async ({ page }) => {
    await page.goto('/');
    const chat = chatPage(page);
    await expect(chat.message).toBeFocused();
    await page.keyboard.press('Meta+/');
    const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(list.locator('kbd', { hasText: '⌘' }).first()).toBeVisible();
    await expect(list.locator('kbd', { hasText: 'Ctrl' })).toHaveCount(0);
    await page.keyboard.press('Meta+/');
    await expect(list).toHaveCount(0);
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+Shift+O');
    await page.keyboard.type('Typed on');
    await expect(chat.message).toHaveValue('Typed on');
    await page.keyboard.press('Meta+K');
    await expect(page.getByRole('combobox', { name: 'Command, setting or chat' })).toBeFocused();
  });
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

/** Expects that an element has the focus, that something at least 2 pixels wide is drawn around it, and that nothing lies over it. */
async function expectFocus(element: Locator): Promise<void> {
  await expect(element).toBeFocused();
  const faults = () => element.evaluate(faultsOfFocus);
  await expect.poll(faults, { message: `the focus on ${element.toString()}` }).toEqual([]);
}

/** Runs in the page. */
function faultsOfFocus(element: Element): string[] {
  // A text fills its box, which is outlined for it.
  const outlined = [element, element.parentElement].some((box) => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(box ?? element);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !outlineColor.endsWith(' 0)');
  });
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
  const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
  const isOnTop = element.contains(document.elementFromPoint(x, y));
  const page = document.querySelector('#root > div');
  const isMoved = page !== null && page.scrollTop + scrollY > 0;
  return [outlined ? '' : 'no outline', isOnTop ? '' : 'covered', isMoved ? 'the page has moved' : ''].filter(Boolean);
}

function isFocused(element: Locator): Promise<boolean> {
  return element.evaluate((each) => each === document.activeElement);
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
