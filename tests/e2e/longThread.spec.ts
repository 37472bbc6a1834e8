import type { Page } from '@playwright/test';
import { reply, text, wait } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { createRandom, firstLineMoves, stepAtRandom } from '../../bench/thread/lineMoves.ts';
import { openLongChat } from '../../bench/thread/longChat.ts';
import { chatPage, expect, test } from './rivulet.ts';

const COUNT = 400;

async function open(page: Page, count = COUNT) {
  await page.goto('/');
  await expect(chatPage(page).message).toBeVisible();
  await openLongChat(page, count);
  await expect(page.getByText(`Sentence ${count - 1} of`).last()).toBeInViewport();
  return chatPage(page);
}

/** Turns as they look; those out of sight are words. */
const drawn = (page: Page) => page.locator('article[data-status]');

test('[U35] a long chat draws what is in and near sight, and has the words of all of it once the page idles', async ({
  page,
}) => {
  const chat = await open(page);
  expect(await drawn(page).count()).toBeLessThan(COUNT / 4);
  await expect(chat.thread).toHaveAttribute('data-message-count', String(COUNT));
  await expect(page.locator('article')).toHaveCount(COUNT);
  await expect(page.getByRole('article')).toHaveCount(COUNT);
  expect(await page.evaluate(findByBrowser, 'Sentence 3 of a long chat')).toBe(true);
  await expect(drawn(page).filter({ hasText: 'Sentence 3 of' })).toBeInViewport();
  expect(await drawn(page).count()).toBeLessThan(COUNT);
});

test('[U35] a search finds all words at once, and a print has all turns', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Control+f');
  expect(await page.locator('article').count()).toBe(COUNT);
  expect(
    await page.evaluate(() => {
      dispatchEvent(new Event('beforeprint'));
      return document.querySelectorAll('article[data-status]').length;
    }),
  ).toBe(COUNT);
});

test('[U39] a print has the whole conversation on as many sheets as it needs', async ({ page }) => {
  await open(page);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const pdf = await page.pdf({ format: 'A4' });
  const sheets = pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
  expect(sheets).toBeGreaterThan(COUNT / 8);
  expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('oklch(0.235 0.01 250)');
  await expect(page.getByRole('button')).toHaveCount(0);
});

test('[U36] wherever a reader is in a long chat, no line in sight moves while a reply grows and pages are drawn', async ({
  page,
  rivulet,
}) => {
  test.slow();
  const chat = await open(page);
  const words = Array.from({ length: 3000 }, (_, at) => `word${at} `);
  rivulet.models.serve('scripted', scriptModel(reply(...words.flatMap((word) => [wait(10), text(word)]))));
  await chat.ask('Go on');
  await expect(chat.lastBody).toContainText('word9 ');
  await chat.thread.hover();
  const random = createRandom(7);
  for (let step = 0; step < 40; step += 1) {
    await stepAtRandom(page, random);
    expect((await page.evaluate(firstLineMoves)) ?? 0, `after step ${step}`).toBeLessThanOrEqual(1);
  }
});

test('[U37] each chat opens where it was left, also after a reload', async ({ page }) => {
  const chat = await open(page);
  await chat.thread.hover();
  for (let turn = 0; turn < 12; turn += 1) await page.mouse.wheel(0, -1500);
  const before = await firstLine(page);
  await chat.button('New chat').click();
  await expect(chat.turns).toHaveCount(0);
  await page.goBack();
  await expectPlace(page, before);
  await page.reload();
  await expectPlace(page, before);
  await page.getByRole('button', { name: 'Jump to latest' }).click();
  await expect(page.getByText(`Sentence ${COUNT - 1} of`).last()).toBeInViewport();
  await page.reload();
  await expect(page.getByText(`Sentence ${COUNT - 1} of`).last()).toBeInViewport();
});

/** Runs in the page: finds words as find-in-page does (not in TypeScript's library), and scrolls there, which it does not without a window. */
function findByBrowser(words: string): boolean {
  const { find } = window as { find?(text: string, isCaseSensitive: boolean, isBackwards: boolean): boolean };
  const isFound = find?.call(window, words, false, true) ?? false;
  getSelection()?.anchorNode?.parentElement?.scrollIntoView({ block: 'center' });
  return isFound;
}

interface Line {
  readonly id: string;
  readonly top: number;
}

/** The turn at the upper edge of the thread and where its top is, once nothing moves any more. */
async function firstLine(page: Page): Promise<Line> {
  return page.evaluate(async () => {
    const box = document.querySelector('[aria-label=Conversation]');
    for (let frame = 0; frame < 30; frame += 1) await new Promise(requestAnimationFrame);
    const { left, top, width } = box?.getBoundingClientRect() ?? new DOMRect();
    const turn = document.elementsFromPoint(left + width / 2, top + 5).find((element) => element.closest('article'));
    const article = turn?.closest('article');
    return { id: article?.dataset['messageId'] ?? '', top: article?.getBoundingClientRect().top ?? Number.NaN };
  });
}

async function expectPlace(page: Page, { id, top }: Line): Promise<void> {
  await expect.poll(async () => (await firstLine(page)).id).toBe(id);
  expect(Math.abs((await firstLine(page)).top - top)).toBeLessThanOrEqual(1);
}
