import type { Page } from '@playwright/test';
import { createGate, hold, reply, type Gate } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test, type RunningRivulet } from './rivulet.ts';

const paragraphs = (from: number, count: number): string =>
  Array.from({ length: count }, (_, index) => `Paragraph ${from + index}: text that fills a line.\n\n`).join('');

test('[X9] the thread stays at its end while the reply grows', async ({ page, rivulet }) => {
  const { chat, grow, end } = await openGrowing(page, rivulet);
  await grow(1);
  await expectAtEnd(page);
  await grow(2);
  await expectAtEnd(page);
  await expect(jump(page)).toHaveCount(0);
  await end();
  await chat.expectStatus('done');
  await expectAtEnd(page);
});

/** Whatever a reader does to look back. */
const LOOKING_BACK: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'the wheel': (page) => page.mouse.wheel(0, -120),
  async 'a key'(page) {
    await chatPage(page).thread.focus();
    await page.keyboard.press('PageUp');
  },
  'the scrollbar': (page) => chatPage(page).thread.evaluate((box) => box.scrollBy({ top: -200 })),
};

for (const [means, lookBack] of Object.entries(LOOKING_BACK)) {
  test(`[X9] ${means} upwards lets go at once, and what comes then moves nothing`, async ({ page, rivulet }) => {
    const { chat, grow, end } = await openGrowing(page, rivulet);
    await grow(1);
    await expectAtEnd(page);
    await chat.thread.hover();
    await lookBack(page);
    await expect(jump(page)).toBeVisible();
    const place = await settledTop(page);
    await grow(2);
    await end();
    await chat.expectStatus('done');
    expect(await settledTop(page)).toBe(place);
    await jump(page).click();
    await expectAtEnd(page);
    await expect(jump(page)).toHaveCount(0);
  });
}

test('[X9] Jump to latest takes hold again', async ({ page, rivulet }) => {
  const { chat, grow, end } = await openGrowing(page, rivulet);
  await grow(1);
  await chat.thread.hover();
  await page.mouse.wheel(0, -400);
  await jump(page).click();
  await expectAtEnd(page);
  await grow(2);
  await expectAtEnd(page);
  await end();
});

test('[X9] scrolling back to the end takes hold again', async ({ page, rivulet }) => {
  const { chat, grow, end } = await openGrowing(page, rivulet);
  await grow(1);
  await chat.thread.hover();
  await page.mouse.wheel(0, -400);
  await expect(jump(page)).toBeVisible();
  await page.mouse.wheel(0, 4000);
  await expect(jump(page)).toHaveCount(0);
  await grow(2);
  await expectAtEnd(page);
  await end();
});

test('[X9] sending a question comes to the end, from wherever the reader was', async ({ page, rivulet }) => {
  rivulet.models.serve('scripted', scriptModel(reply(paragraphs(0, 40))));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Long');
  await chat.expectStatus('done');
  await chat.thread.hover();
  await page.mouse.wheel(0, -1000);
  await expect(jump(page)).toBeVisible();
  await chat.ask('Longer');
  await expect(chat.turns).toHaveCount(4);
  await chat.expectStatus('done');
  await expectAtEnd(page);
});

/** A page whose reply grows by thirty paragraphs a time, twice. */
async function openGrowing(page: Page, { models }: RunningRivulet) {
  const gates: readonly [Gate, Gate] = [createGate(), createGate()];
  models.serve(
    'scripted',
    scriptModel(reply(paragraphs(0, 30), hold(gates[0]), paragraphs(30, 30), hold(gates[1]), 'The end.')),
  );
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Grow');
  return {
    chat,
    /** Lets the reply have so many times thirty paragraphs. */
    async grow(times: 1 | 2): Promise<void> {
      if (times === 2) gates[0].release();
      await expect(chat.lastBody).toContainText(`Paragraph ${times * 30 - 1}:`);
    },
    async end(): Promise<void> {
      gates[1].release();
      await expect(chat.lastBody).toContainText('The end.');
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

/** Where the thread stands once two frames have changed nothing. */
function settledTop(page: Page): Promise<number> {
  return chatPage(page).thread.evaluate(async (box) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let last = Number.NaN; last !== box.scrollTop;) {
      last = box.scrollTop;
      await frame();
      await frame();
    }
    return Math.round(box.scrollTop);
  });
}
