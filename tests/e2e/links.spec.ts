import type { Page } from '@playwright/test';
import { reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test } from './rivulet.ts';

test.beforeEach(({ rivulet }) => {
  const filling = 'A line of words.\n\n'.repeat(40);
  rivulet.models.serve(
    'scripted',
    scriptModel((request) => reply(`${filling}To ${request.messages.at(-1)?.content ?? ''}.`)),
  );
});

test('[U65] a link leads to its message, on its branch; back and forward walk along', async ({ page, context }) => {
  await page.goto('/');
  const chat = chatPage(page);
  for (const [index, question] of ['one', 'two'].entries()) {
    await chat.ask(question);
    await expect(chat.turns).toHaveCount(2 * index + 2);
    await chat.expectStatus('done');
  }
  const [address, id] = [page.url(), await chat.turns.nth(2).getAttribute('data-message-id')];
  await chat.turns.first().hover();
  await chat.turns.first().getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Edit message' }).fill('another');
  await chat.button('Save').click();
  await expect(chat.turns).toHaveCount(2);
  await chat.expectStatus('done');

  const other = await context.newPage();
  await other.goto(`${address}#m-${id}`);
  const led = other.locator(`[data-message-id="${id}"]`);
  await expect(led).toBeInViewport();
  await expect(led).toBeFocused();
  await expect(led).toHaveAttribute('data-led-to', '');
  await expect(led).toContainText('two');
  expect((await led.boundingBox())?.y).toBeLessThan(200);
  await chatPage(other).button('New chat').click();
  await expect(other).toHaveURL(/\/$/);
  await other.goBack();
  await expect(led).toBeFocused();
  await other.goto(`${address}#m-not-here-at-all`);
  await expect(chatPage(other).turns).toHaveCount(4);
  await expect(chatPage(other).status.filter({ hasText: 'not here' })).toHaveCount(1);
});

test('[U66] a link fills the box, says so, and sends nothing', async ({ page, rivulet }) => {
  const asked = rivulet.models.requests.length;
  await page.goto(`/?q=${encodeURIComponent('What is a\nri\u202Ever?')}`);
  const chat = chatPage(page);
  await expect(chat.message).toHaveValue('What is a\nriver?');
  await expect(page.getByText('This text came from a link.')).toBeVisible();
  await expect(page).toHaveURL(/\/$/);
  expect(rivulet.models.requests.length).toBe(asked);
  await page.reload();
  await expect(chat.message).toHaveValue('What is a\nriver?');
  await expect(page.getByText('This text came from a link.')).toHaveCount(0);
  await chat.message.fill('Mine');
  await expect.poll(() => draftOnDisk(page)).toBe('Mine');
  await page.goto('/?q=Theirs');
  await expect(page.getByText('What you typed is still in the box.')).toBeVisible();
  await expect(chat.message).toHaveValue('Mine');
  await chat.button('Add it').click();
  await expect(chat.message).toHaveValue('Mine\n\nTheirs');
  await chat.message.press('Enter');
  await chat.expectStatus('done');
  await expect(page.getByText('This text came from a link.')).toHaveCount(0);
});

function draftOnDisk(page: Page): Promise<unknown> {
  return page.evaluate(async () => {
    const opening = indexedDB.open('rivulet');
    await new Promise((resolve) => opening.addEventListener('success', resolve));
    const reading = opening.result.transaction('drafts').objectStore('drafts').get('new');
    await new Promise((resolve) => reading.addEventListener('success', resolve));
    opening.result.close();
    return (reading.result as { text?: string } | undefined)?.text;
  });
}
