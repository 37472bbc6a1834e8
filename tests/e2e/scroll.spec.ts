import type { Page } from '@playwright/test';
import { reasoning, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test } from './rivulet.ts';
import {
  expectAtEnd,
  expectQuestionAtTop,
  jump,
  open,
  openStreaming,
  paragraphs,
  settledPlace,
  SPEEDS,
} from './scrolling.ts';

/** How far apart the moves of a finger are, and how long it takes with its rest, in seconds. */
const FRAME_S = 0.016;
const RESTED_S = 1;

/** Whatever a reader does to look back, by what it is done with. */
const LOOKING_BACK: Readonly<Record<string, Readonly<Record<string, (page: Page) => Promise<void>>>>> = {
  'the wheel': {
    'three pixels': (page) => page.mouse.wheel(0, -3),
    'a notch': (page) => page.mouse.wheel(0, -120),
  },
  'a finger': {
    // The browser tells a page nothing of a finger before it has moved by 15 pixels.
    'three pixels of one that moves': (page) => swipe(page, [216, 219]),
    'a swipe': (page) => swipe(page, [204, 230, 260, 300]),
  },
  'the keyboard': {
    'a page': (page) => pressInThread(page, 'PageUp'),
    'an arrow': (page) => pressInThread(page, 'ArrowUp'),
    'the space bar with Shift': (page) => pressInThread(page, 'Shift+Space'),
    'the first key': (page) => pressInThread(page, 'Home'),
  },
  'the scrollbar, or find in page,': {
    'the scrollbar': (page) => chatPage(page).thread.evaluate((box) => box.scrollBy({ top: -200 })),
    'find in page': (page) => page.evaluate(findByBrowser, 'Paragraph 2:'),
  },
};

for (const perSecond of SPEEDS) {
  for (const [means, ways] of Object.entries(LOOKING_BACK)) {
    test(`[X9] ${means} upwards lets go at once at ${perSecond} tokens/s, and what comes then moves nothing`, async ({
      page,
      rivulet,
    }) => {
      const rounds = Object.keys(ways).length;
      const { chat, flow, goOn, end } = await openStreaming(page, rivulet, { mode: 'end', perSecond, rounds });
      await expectAtEnd(page);
      await chat.thread.hover();
      for (const [at, [way, lookBack]] of Object.entries(ways).entries()) {
        await test.step(way, async () => {
          await flow();
          await lookBack(page);
          await expect(jump(page)).toBeVisible();
          const place = await settledPlace(page);
          await goOn();
          expect(await settledPlace(page)).toBe(place);
          if (at === rounds - 1) await end();
          expect(await settledPlace(page)).toBe(place);
          await jump(page).click();
          await expectAtEnd(page);
          await expect(jump(page)).toHaveCount(0);
          await chat.thread.hover();
        });
      }
    });
  }

  test(`[X9] set to the end, the thread stays there at ${perSecond} tokens/s, also when the reply ends`, async ({
    page,
    rivulet,
  }) => {
    const { goOn, end } = await openStreaming(page, rivulet, { mode: 'end', perSecond });
    await expectAtEnd(page);
    await goOn();
    await expectAtEnd(page);
    await end();
    await expectAtEnd(page);
    await expect(jump(page)).toHaveCount(0);
  });

  test(`[X9] [U67] by default the thread follows until the question is at the top, at ${perSecond} tokens/s, and counts what is new below`, async ({
    page,
    rivulet,
  }) => {
    const { goOn, end } = await openStreaming(page, rivulet, { mode: 'hold', perSecond });
    await goOn();
    await expectQuestionAtTop(page);
    await expect(jump(page)).toHaveAccessibleName(/new lines?$/);
    await end();
    await expectQuestionAtTop(page);
    await jump(page).click();
    await expectAtEnd(page);
  });

  test(`[X9] [U67] the question goes to the top at sending where that is set, at ${perSecond} tokens/s`, async ({
    page,
    rivulet,
  }) => {
    const { goOn, end } = await openStreaming(page, rivulet, { mode: 'question', perSecond, beginning: '' });
    await expectQuestionAtTop(page);
    await expect(jump(page)).toHaveCount(0);
    await goOn();
    await expectQuestionAtTop(page);
    await end();
    await expectQuestionAtTop(page);
  });

  test(`[X9] [U67] with scrolling off nothing moves by itself at ${perSecond} tokens/s`, async ({ page, rivulet }) => {
    const { goOn, end } = await openStreaming(page, rivulet, { mode: 'off', perSecond, beginning: '' });
    const place = await settledPlace(page);
    await goOn();
    await end();
    expect(await settledPlace(page)).toBe(place);
  });

  test(`[X9] at ${perSecond} tokens/s the reader's own way back takes hold again, and a downward wheel at the end does`, async ({
    page,
    rivulet,
  }) => {
    const { chat, goOn, end } = await openStreaming(page, rivulet, { mode: 'hold', perSecond });
    await goOn();
    await expectQuestionAtTop(page);
    await chat.thread.hover();
    await expect(async () => {
      await page.mouse.wheel(0, 4000);
      await expect(jump(page)).toHaveCount(0, { timeout: 500 });
    }).toPass();
    await end();
    await expectAtEnd(page);
  });

  test(`[X9] at ${perSecond} tokens/s a thought that is opened and closed neither lets go nor takes hold`, async ({
    page,
    rivulet,
  }) => {
    const { chat, goOn, end } = await openStreaming(page, rivulet, {
      mode: 'end',
      perSecond,
      before: [reasoning(paragraphs(0, 20))],
    });
    await expectAtEnd(page);
    const thought = chat.lastReply.locator('summary, [aria-expanded]').first();
    // By script: a press would first bring it into sight, which is a scroll upwards.
    await thought.evaluate((element: HTMLElement) => element.click());
    await thought.evaluate((element: HTMLElement) => element.click());
    await goOn();
    await expectAtEnd(page);
    await chat.thread.hover();
    await page.mouse.wheel(0, -300);
    await expect(jump(page)).toBeVisible();
    await thought.evaluate((element: HTMLElement) => element.click());
    await thought.evaluate((element: HTMLElement) => element.click());
    await end();
    await expect(jump(page)).toBeVisible();
  });
}

test('[X9] a new question takes hold again, from wherever the reader was', async ({ page, rivulet }) => {
  rivulet.models.serve('scripted', scriptModel(reply(paragraphs(0, 40))));
  await open(page, 'hold');
  const chat = chatPage(page);
  await chat.ask('Long');
  await chat.expectStatus('done');
  await chat.thread.hover();
  await page.mouse.wheel(0, 1000);
  await page.mouse.wheel(0, -300);
  await expect(jump(page)).toBeVisible();
  await chat.ask('Longer');
  await expect(chat.turns).toHaveCount(4);
  await chat.expectStatus('done');
  await expectQuestionAtTop(page);
});

test('[X9] [U37] what was said in a chat meanwhile is read from its first new line', async ({ page, rivulet }) => {
  const { chat, goOn, end } = await openStreaming(page, rivulet, { mode: 'end', perSecond: 1000 });
  await expectAtEnd(page);
  await chat.button('New chat').click();
  await expect(chat.turns).toHaveCount(0);
  const row = chat.chats.getByRole('link', { name: 'Grow' });
  await goOn('elsewhere');
  await end('elsewhere');
  await expect(chat.chats.getByText('Unread')).toBeAttached();
  await row.click();
  await expect(chat.lastBody).toContainText('The end.');
  await expect(page.getByText('Paragraph 31:')).toBeInViewport();
  await expect(jump(page)).toBeVisible();
});

/** Runs in the page: finds words as find-in-page does (not in TypeScript's library), and scrolls there, which it does not without a window. */
function findByBrowser(words: string): void {
  const { find } = window as { find?(text: string, isCaseSensitive: boolean, isBackwards: boolean): boolean };
  find?.call(window, words, false, true);
  getSelection()?.anchorNode?.parentElement?.scrollIntoView({ block: 'center' });
}

async function pressInThread(page: Page, key: string): Promise<void> {
  await chatPage(page).thread.focus();
  await page.keyboard.press(key);
}

/** A finger that goes down from 200 px to each of these places, as the browser's own input, and rests before it is gone: the page does not go on by itself. */
async function swipe(page: Page, places: readonly number[]): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const beganAt = Date.now() / 1000 - RESTED_S;
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', timestamp: number, y?: number) =>
    client.send('Input.dispatchTouchEvent', { type, timestamp, touchPoints: y === undefined ? [] : [{ x: 640, y }] });
  await touch('touchStart', beganAt, 200);
  for (const [at, y] of places.entries()) await touch('touchMove', beganAt + (at + 1) * FRAME_S, y);
  await touch('touchEnd', beganAt + RESTED_S);
}
