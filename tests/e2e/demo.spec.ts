import type { Page } from '@playwright/test';
import { showcaseTokens } from '../../mocks/showcaseScript.ts';
import { chatPage, expect, test, type OwnRivulet } from './rivulet.ts';

/** A page of a Rivulet that knows no model but its own. */
async function open(page: Page, startOwn: () => Promise<OwnRivulet>) {
  const own = await startOwn();
  await page.goto(own.address);
  return chatPage(page);
}

test('[X15] with nothing configured the showcase answers, and is marked as a demo in the picker and on its reply', async ({
  page,
  startOwn,
}) => {
  const chat = await open(page, () => startOwn({}));
  await expect(page.getByRole('form', { name: 'Message' })).toContainText('Demo');
  await chat.button('Model: Showcase').click();
  const options = page.getByRole('option');
  await expect(options).toHaveCount(2);
  for (const name of ['Showcase', 'Tiny']) await expect(options.filter({ hasText: name })).toContainText('Demo');
  await page.keyboard.press('Escape');
  await chat.ask('500 tokens/s, 500 tokens');
  await chat.expectStatus('done');
  await expect(chat.lastReply.getByText('Demo', { exact: true })).toBeVisible();
  await expect(chat.lastReply.getByText('Showcase', { exact: true })).toBeVisible();
  // Its usage tells the speed, which is the machine's as much as the model's.
  await expect(chat.lastReply.locator('footer').getByText(/^\d+ tokens\/s$/)).toBeVisible();
});

test('[X15] two thousand tokens at five hundred a second arrive complete, byte for byte', async ({
  page,
  context,
  startOwn,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const chat = await open(page, () => startOwn({}));
  await expect(chat.button('Model: Showcase')).toBeVisible();
  await chat.ask('500 tokens/s, 2000 tokens');
  await chat.expectStatus('done');
  await chat.lastReply.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(chat.status).toHaveText('Copied');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(showcaseTokens(2000).join(''));
});

test('[X15] the tiny model answers, is stopped and answers again', async ({ page, startOwn }) => {
  const chat = await open(page, () => startOwn({}));
  await chat.button('Model: Showcase').click();
  await page.getByRole('option', { name: /^Tiny/ }).click();
  // A story is short: on a busy machine it may be over before the key is heard, and then another one is asked for.
  await expect(async () => {
    await chat.ask('Tell me a story');
    await expect(chat.lastBody).not.toBeEmpty();
    await chat.message.press('Escape');
    await expect(chat.lastReply).toHaveAttribute('data-status', /stopped|done/);
    expect(await chat.lastReply.getAttribute('data-status')).toBe('stopped');
  }).toPass();
  const stopped = (await chat.turns.count()) - 1;
  const kept = (await chat.lastBody.textContent()) ?? '';
  await chat.ask('And another one');
  await chat.expectStatus('done');
  await expect(chat.lastReply.getByText('Demo', { exact: true })).toBeVisible();
  await expect(chat.turns.nth(stopped).locator('[data-reply-body]')).toHaveText(kept);
});
