import type { Page } from '@playwright/test';
import { createGate, hold, reasoning, reply, tokens, type Gate, type Step } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import type { ScrollMode } from '../../src/settings/settings.ts';
import { chatPage, expect, test, type RunningRivulet } from './rivulet.ts';

const paragraphs = (from: number, count: number): string =>
  Array.from({ length: count }, (_, index) => `Paragraph ${from + index}: text that fills a line.\n\n`).join('');

/** How fast models are: a usual one, and the fastest. */
const SPEEDS = [50, 1000] as const;

/** How many paragraphs take some seconds at a speed: a reader looks back while they come. */
const FLOWING: Readonly<Record<(typeof SPEEDS)[number], number>> = { 50: 10, 1000: 150 };

/** Whatever a reader does to look back. */
const LOOKING_BACK: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'three pixels of the wheel': (page) => page.mouse.wheel(0, -3),
  'the wheel': (page) => page.mouse.wheel(0, -120),
  async 'a key'(page) {
    await chatPage(page).thread.focus();
    await page.keyboard.press('PageUp');
  },
  'the scrollbar': (page) => chatPage(page).thread.evaluate((box) => box.scrollBy({ top: -200 })),
  'find in page': (page) => page.evaluate(findByBrowser, 'Paragraph 2:'),
  'a finger': swipeDown,
};

for (const perSecond of SPEEDS) {
  for (const [means, lookBack] of Object.entries(LOOKING_BACK)) {
    test(`[X9] ${means} upwards lets go at once at ${perSecond} tokens/s, and what comes then moves nothing`, async ({
      page,
      rivulet,
    }) => {
      const { chat, flow, goOn, end } = await openStreaming(page, rivulet, { mode: 'end', perSecond });
      await expectAtEnd(page);
      await chat.thread.hover();
      await flow();
      await lookBack(page);
      await expect(jump(page)).toBeVisible();
      const place = await settledPlace(page);
      await goOn();
      expect(await settledPlace(page)).toBe(place);
      await end();
      expect(await settledPlace(page)).toBe(place);
      await jump(page).click();
      await expectAtEnd(page);
      await expect(jump(page)).toHaveCount(0);
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
  await goOn(row.page().locator('body'));
  await end('elsewhere');
  await expect(chat.chats.getByText('Unread')).toBeAttached();
  await row.click();
  await expect(chat.lastBody).toContainText('The end.');
  await expect(page.getByText('Paragraph 31:')).toBeInViewport();
  await expect(jump(page)).toBeVisible();
});

async function open(page: Page, mode: ScrollMode): Promise<void> {
  await page.addInitScript((value) => localStorage.setItem('rivulet.scrollMode', value), mode);
  await page.goto('/');
}

/** A page whose reply has begun, and goes on and ends at a word. */
async function openStreaming(
  page: Page,
  { models }: RunningRivulet,
  setting: {
    readonly mode: ScrollMode;
    readonly perSecond: (typeof SPEEDS)[number];
    readonly beginning?: string;
    readonly before?: readonly Step[];
  },
) {
  const { mode, perSecond, beginning = paragraphs(0, 30), before = [] } = setting;
  const gates: readonly [Gate, Gate] = [createGate(), createGate()];
  models.serve(
    'scripted',
    scriptModel(
      reply(
        ...before,
        `Begun.\n\n${beginning}`,
        hold(gates[0]),
        ...tokens(paragraphs(30, FLOWING[perSecond]), { perSecond }),
        paragraphs(300, 30),
        hold(gates[1]),
        'The end.',
      ),
    ),
  );
  await open(page, mode);
  const chat = chatPage(page);
  await chat.ask('Grow');
  await expect(chat.lastBody).toContainText(beginning === '' ? 'Begun.' : 'Paragraph 29:');
  return {
    chat,
    /** Lets the text flow at its speed, and resolves while it does. */
    async flow(): Promise<void> {
      gates[0].release();
      await expect(chat.lastBody).toContainText('Paragraph 32:');
    },
    async goOn(seen = chat.lastBody): Promise<void> {
      gates[0].release();
      if (seen === chat.lastBody) await expect(seen).toContainText('Paragraph 329:');
      else await gates[1].reached;
    },
    async end(where: 'here' | 'elsewhere' = 'here'): Promise<void> {
      gates[1].release();
      if (where === 'elsewhere') return;
      await expect(chat.lastBody).toContainText('The end.');
      await chat.expectStatus('done');
    },
  };
}

function jump(page: Page) {
  return page.getByRole('button', { name: /^Jump to latest/ });
}

async function expectAtEnd(page: Page): Promise<void> {
  const below = () =>
    chatPage(page).thread.evaluate((box) => Math.round(box.scrollHeight - box.clientHeight - box.scrollTop));
  await expect.poll(below).toBeLessThanOrEqual(8);
}

async function expectQuestionAtTop(page: Page): Promise<void> {
  const below = () =>
    chatPage(page).thread.evaluate((box) => {
      const question = [...box.querySelectorAll('article[data-status=sent]')].at(-1);
      return Math.round((question?.getBoundingClientRect().top ?? Infinity) - box.getBoundingClientRect().top);
    });
  await expect.poll(below).toBeLessThanOrEqual(40);
  expect(await below()).toBeGreaterThanOrEqual(0);
}

/** Where the last question stands once two frames have changed nothing. */
function settledPlace(page: Page): Promise<number> {
  return chatPage(page).thread.evaluate(async (box) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const place = () => box.querySelector('article')?.getBoundingClientRect().top ?? Number.NaN;
    let last = Number.NaN;
    while (last !== place()) {
      last = place();
      await frame();
      await frame();
    }
    return Math.round(last);
  });
}

/** Runs in the page: finds words as find-in-page does (not in TypeScript's library), and scrolls there, which it does not without a window. */
function findByBrowser(words: string): void {
  const { find } = window as { find?(text: string, isCaseSensitive: boolean, isBackwards: boolean): boolean };
  find?.call(window, words, false, true);
  getSelection()?.anchorNode?.parentElement?.scrollIntoView({ block: 'center' });
}

/** A finger that goes down, as the browser's own input. */
async function swipeDown(page: Page): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
    client.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x: 640, y }] });
  await touch('touchStart', 200);
  for (const y of [204, 230, 260, 300]) await touch('touchMove', y);
  await touch('touchEnd');
}
