import { reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test } from './rivulet.ts';

const QUESTION = 'What was typed is kept';

test('[X6] where the browser refuses all storage the page says so and chats on', async ({ page, rivulet }) => {
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException('Not here.', 'SecurityError');
    };
  });
  rivulet.models.serve('scripted', scriptModel(reply('All the same.')));
  await page.goto('/');
  const chat = chatPage(page);
  await expect(page.getByRole('alert')).toContainText('This browser stores nothing here');
  await chat.ask(QUESTION);
  await expect(chat.lastBody).toHaveText('All the same.');
  await chat.expectStatus('done');
});

test('[X6] a question that cannot be stored is not sent, stays in the box, and says why', async ({ page, rivulet }) => {
  rivulet.models.serve('scripted', scriptModel(reply('Stored after all.')));
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function refuse(...row) {
      if (sessionStorage.getItem('full') !== null) throw new DOMException('Full.', 'QuotaExceededError');
      return put.apply(this, row);
    };
  });
  await page.goto('/');
  await page.evaluate(() => sessionStorage.setItem('full', 'yes'));
  const calls = rivulet.models.requests.length;
  const chat = chatPage(page);
  await chat.ask(QUESTION);
  await expect(page.getByRole('main').getByRole('alert')).toContainText('space');
  await expect(chat.message).toHaveValue(QUESTION);
  await expect(chat.turns).toHaveCount(0);
  expect(rivulet.models.requests).toHaveLength(calls);
  await page.evaluate(() => sessionStorage.removeItem('full'));
  await chat.message.press('Enter');
  await expect(chat.lastBody).toHaveText('Stored after all.');
  await page.reload();
  await expect(chat.lastBody).toHaveText('Stored after all.');
});
