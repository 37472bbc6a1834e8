import type { Page } from '@playwright/test';
import { reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { openStoredChat } from '../../bench/thread/storedChat.ts';
import { hostileReplies } from '../markdown/hostileReplies.ts';
import { chatPage, expect, test } from './rivulet.ts';

/** Those that are meant to cost much have a bench of their own. */
const REPLIES = hostileReplies.filter(({ cls }) => cls !== 'dos');

/** The ways in which a reply arrives: as its danger asks for, letter by letter where it is short, else in seven pieces. */
function piecesOf({ text, stream }: { readonly text: string; readonly stream: string | undefined }): string[] {
  const step = Number(stream) || (stream === 'char' || text.length <= 400 ? 1 : Math.ceil(text.length / 7));
  return Array.from({ length: Math.ceil(text.length / step) }, (_, at) => text.slice(at * step, (at + 1) * step));
}

/** Notes what a reply must never bring about, from now on. */
async function watchHarms(page: Page): Promise<string[]> {
  const harms: string[] = [];
  await page.exposeFunction('__pwn', () => harms.push('a script of a reply has run'));
  page.on('dialog', (dialog) => harms.push(`a dialog: ${dialog.message()}`));
  page.on('popup', (popup) => harms.push(`a window: ${popup.url()}`));
  page.on('download', (download) => harms.push(`a download: ${download.url()}`));
  page.on('frameattached', (frame) => harms.push(`a frame: ${frame.url()}`));
  return harms;
}

/** Elements, links and ids that no reply may bring: runs in the page. */
function foreignElements(): string[] {
  const found: string[] = [];
  const active = 'script, style, link, iframe, object, embed, form, img, video, audio, base, meta, svg [href]';
  for (const element of document.querySelectorAll(`.md :is(${active})`)) found.push(element.outerHTML.slice(0, 100));
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.md a[href]')) {
    if (!/^(?:https?|mailto):$/.test(link.protocol)) found.push(link.href);
    if (!link.relList.contains('noopener') || !link.relList.contains('noreferrer')) found.push(`rel of ${link.href}`);
  }
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  if (new Set(ids).size < ids.length) found.push('an id twice');
  return found;
}

/** What a reply may not do to the page around it: runs in the page. */
function coveredOrWide(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  const wide = scrollWidth > clientWidth ? [`${scrollWidth - clientWidth} px wider than the page`] : [];
  const composer = document.querySelector('textarea');
  if (composer === null) return ['no composer'];
  const { left, top, width, height } = composer.getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + height / 2);
  return there === composer ? wide : [...wide, `the composer is under ${there?.outerHTML.slice(0, 100)}`];
}

async function expectHarmless(page: Page, name?: string): Promise<void> {
  expect(await page.evaluate(foreignElements), name).toEqual([]);
  expect(await page.evaluate(coveredOrWide), name).toEqual([]);
}

/** Has all turns drawn as they look, as a print does, and waits until they are. */
async function drawAll(page: Page, count: number): Promise<void> {
  await expect(async () => {
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('article[data-status=done]').count()).toBe(count);
  }).toPass();
}

/** What each reply says as it is read, long ones by their length and their end. */
async function readTexts(page: Page): Promise<string[]> {
  const texts = await page.locator('article[data-status] [data-reply-body]').allInnerTexts();
  return texts.map((text) => `${text.length}: ${text.slice(-500)}`);
}

test(`[X40] ${REPLIES.length} hostile replies of a stored chat bring nothing into the page but their text`, async ({
  page,
}) => {
  test.slow();
  await page.goto('/');
  await expect(chatPage(page).message).toBeVisible();
  const harms = await watchHarms(page);
  await openStoredChat(
    page,
    REPLIES.flatMap(({ id, text }) => [id, text]),
  );
  const { thread } = chatPage(page);
  await expect(thread).toHaveAttribute('data-message-count', String(2 * REPLIES.length));
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await drawAll(page, REPLIES.length);
    await expectHarmless(page);
    for (const part of [0.8, 0.6, 0.4, 0.2, 0]) {
      await thread.evaluate((box, at) => box.scrollTo(0, at * box.scrollHeight), part);
      await expectHarmless(page);
    }
  }
  await expect(page).toHaveURL(/\/c\/long-chat-0001$/);
  expect(harms).toEqual([]);
});

for (const way of ['net', 'js', 'rest'] as const) {
  test(`[X40] hostile replies that arrive in pieces do no harm, and are the same after a reload: ${way}`, async ({
    page,
    rivulet,
  }) => {
    test.setTimeout(600_000);
    await page.goto('/');
    const harms = await watchHarms(page);
    const chat = chatPage(page);
    const replies = REPLIES.filter(({ cls }) => cls === way || (way === 'rest' && cls !== 'net' && cls !== 'js'));
    let asked = 0;
    for (const hostile of replies) {
      rivulet.models.serve('scripted', scriptModel(reply(...piecesOf(hostile))));
      await chat.ask(hostile.id);
      asked += 2;
      await expect(chat.thread).toHaveAttribute('data-message-count', String(asked));
      await chat.expectStatus('done');
      await expectHarmless(page, hostile.id);
    }
    await drawAll(page, replies.length);
    const texts = await readTexts(page);
    await page.reload();
    await expect(chat.thread).toHaveAttribute('data-message-count', String(asked));
    await drawAll(page, replies.length);
    await expect.poll(() => readTexts(page)).toEqual(texts);
    await expectHarmless(page);
    expect(harms).toEqual([]);
  });
}
