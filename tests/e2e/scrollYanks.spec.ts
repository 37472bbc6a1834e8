import type { Page } from '@playwright/test';
import { createGate, hold, reply, tokens } from '../../mocks/script.ts';
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

/** What happens to a page while a reply comes, and is no wish to be elsewhere. */
const CHANGES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'a window that gets smaller': (page) => page.setViewportSize({ width: 700, height: 500 }),
  'a message box that grows': (page) => chatPage(page).message.fill('One\nTwo\nThree\nFour'),
  'a list of chats that is hidden': (page) => page.getByRole('button', { name: 'Hide chats' }).click(),
  async 'a question that waits'(page) {
    await chatPage(page).ask('And then?');
    await page.getByRole('region', { name: 'Queue' }).waitFor();
  },
};

for (const perSecond of SPEEDS) {
  for (const [what, change] of Object.entries(CHANGES)) {
    test(`[X9] [U1] ${what} neither lets go nor takes hold at ${perSecond} tokens/s`, async ({ page, rivulet }) => {
      const { chat, flow, goOn } = await openStreaming(page, rivulet, { mode: 'end', perSecond });
      await expectAtEnd(page);
      await flow();
      await change(page);
      await goOn();
      await expectAtEnd(page);
      await expect(jump(page)).toHaveCount(0);
      await chat.thread.hover();
      await page.mouse.wheel(0, -900);
      await expect(jump(page)).toBeVisible();
      const line = await lineAtTop(page);
      await page.setViewportSize({ width: 1000, height: 640 });
      await chat.message.fill('');
      await expect.poll(() => lineAtTop(page)).toBe(line);
      await expect(jump(page)).toBeVisible();
    });
  }

  test(`[X9] what comes in another chat at ${perSecond} tokens/s moves nothing in this one`, async ({
    page,
    rivulet,
  }) => {
    const { chat, goOn, end } = await openStreaming(page, rivulet, { mode: 'end', perSecond });
    await chat.button('New chat').click();
    await expect(chat.turns).toHaveCount(0);
    rivulet.models.serve('scripted', scriptModel(reply(paragraphs(0, 60))));
    await chat.ask('To be read');
    await chat.expectStatus('done');
    await chat.thread.hover();
    await page.mouse.wheel(0, -300);
    await expect(jump(page)).toBeVisible();
    const place = await settledPlace(page);
    await goOn('elsewhere');
    await end('elsewhere');
    await expect(chat.chats.getByText('Unread')).toBeAttached();
    expect(await settledPlace(page)).toBe(place);
    await expect(jump(page)).toBeVisible();
  });

  test(`[X9] [U40] a question that waited and is sent by itself does not take hold, at ${perSecond} tokens/s`, async ({
    page,
    rivulet,
  }) => {
    const { chat, end, goOn } = await openStreaming(page, rivulet, { mode: 'end', perSecond });
    await chat.ask('And then?');
    await goOn();
    rivulet.models.serve('scripted', scriptModel(reply(...tokens(paragraphs(400, 20), { perSecond: 1000 }))));
    await chat.thread.hover();
    await page.mouse.wheel(0, -900);
    await expect(jump(page)).toBeVisible();
    const place = await settledPlace(page);
    await end('elsewhere');
    await expect(chat.turns).toHaveCount(4);
    await chat.expectStatus('done');
    expect(await settledPlace(page)).toBe(place);
    await expect(jump(page)).toBeVisible();
  });

  test(`[X9] [U67] a short reply to a later question leaves it at the top where that is set, at ${perSecond} tokens/s`, async ({
    page,
    rivulet,
  }) => {
    rivulet.models.serve('scripted', scriptModel(reply(paragraphs(0, 40))));
    await open(page, 'question');
    const chat = chatPage(page);
    await chat.ask('Long');
    await chat.expectStatus('done');
    const gate = createGate();
    const short = tokens('Only a few words, and no more than these.', { perSecond });
    rivulet.models.serve('scripted', scriptModel(reply(...short, hold(gate), ' The end.')));
    await chat.ask('Short');
    await expect(chat.lastBody).toContainText('no more than these.');
    await expectQuestionAtTop(page);
    gate.release();
    await chat.expectStatus('done');
    await expectQuestionAtTop(page);
    await expect(jump(page)).toHaveCount(0);
  });
}

/** The first line of the thread that is in sight. */
function lineAtTop(page: Page): Promise<string> {
  return chatPage(page).thread.evaluate((box) => {
    const top = box.getBoundingClientRect().top + 4;
    const lines = [...box.querySelectorAll('p')];
    return lines.find((line) => line.getBoundingClientRect().bottom > top)?.textContent ?? '';
  });
}
