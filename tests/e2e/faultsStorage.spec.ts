import type { Page } from '@playwright/test';
import { createGate, hold, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test } from './rivulet.ts';

const QUESTION = 'What was typed is kept';

test('[F4] a full localStorage keeps nobody from chatting, and a changed setting holds', async ({ page, rivulet }) => {
  rivulet.models.serve('scripted', scriptModel(reply('All the same.')));
  await page.goto('/');
  await page.evaluate(() => {
    for (let size = 1 << 20; size >= 1; size /= 2) {
      try {
        for (let index = 0; ; index += 1) localStorage.setItem(`full-${size}-${index}`, 'x'.repeat(size));
      } catch {
        // This size does not fit any more.
      }
    }
  });
  const chat = chatPage(page);
  await page.getByRole('button', { name: /^Theme/ }).click();
  await chat.ask(QUESTION);
  await chat.expectStatus('done');
  await page.reload();
  await expect(chat.lastBody).toHaveText('All the same.');
});

test('[F4] where the quota is reached the page says so and chats on; with space again everything is kept', async ({
  page,
  rivulet,
}) => {
  const gate = createGate();
  rivulet.models.serve('scripted', scriptModel(reply('Before. ', hold(gate), 'End.')));
  await page.addInitScript(refuseWhenFull);
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask(QUESTION);
  await expect(chat.lastBody).toHaveText('Before.');
  await page.evaluate(() => sessionStorage.setItem('full', 'yes'));
  gate.release();
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText(/^Before\..*End\.$/);
  await expect(page.getByRole('alert').first()).toContainText(/no space left/);
  await chat.ask('Not sent');
  await expect(page.getByRole('main').getByRole('alert').last()).toContainText(/was not sent/);
  await expect(chat.message).toHaveValue('Not sent');
  await page.evaluate(() => sessionStorage.removeItem('full'));
  rivulet.models.serve('scripted', scriptModel(reply('Stored.')));
  await chat.message.press('Enter');
  await expect(chat.lastBody).toHaveText('Stored.');
  await chat.expectStatus('done');
  await page.reload();
  await expect(chat.turns.nth(1)).toContainText('End.');
  await expect(chat.lastBody).toHaveText('Stored.');
});

/** Chromium 156 does not heed `Storage.overrideQuotaForOrigin`, so writing is refused where it begins. */
function refuseWhenFull(): void {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function refuse(...row) {
    if (sessionStorage.getItem('full') !== null) throw new DOMException('Full.', 'QuotaExceededError');
    return put.apply(this, row);
  };
}

test('[F4] an older page that holds the database is named, and nothing hangs', async ({
  page,
  context,
  watch,
  rivulet,
}) => {
  rivulet.models.serve('scripted', scriptModel(reply('In memory.')));
  const older = await context.newPage();
  watch.expected.push(/404/);
  await older.goto('/theme.js');
  await holdOldDatabase(older);
  await page.goto('/');
  await expect(page.getByRole('alert')).toContainText(/tab/);
  const chat = chatPage(page);
  await chat.ask(QUESTION);
  await chat.expectStatus('done');
  await older.close();
  await page.goto('/');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

/** As a page of the first version does that never lets go. */
async function holdOldDatabase(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const opening = indexedDB.open('rivulet', 1);
    opening.addEventListener('upgradeneeded', () => {
      opening.result.createObjectStore('conversations', { keyPath: 'id' });
      const messages = opening.result.createObjectStore('messages', { keyPath: 'id' });
      messages.createIndex('conversationId', 'conversationId');
      messages.createIndex('unfinished', 'unfinished');
    });
    await new Promise((resolve) => opening.addEventListener('success', resolve));
  });
}

test('[F4] a person who clears the data of the site in mid-stream loses no word that is in sight, and chats on', async ({
  page,
  context,
  rivulet,
}) => {
  const gate = createGate();
  rivulet.models.serve('scripted', scriptModel(reply('Before. ', hold(gate), 'After.')));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask(QUESTION);
  await expect(chat.lastBody).toHaveText('Before.');
  const cdp = await context.newCDPSession(page);
  await cdp.send('Storage.clearDataForOrigin', { origin: new URL(page.url()).origin, storageTypes: 'all' });
  gate.release();
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText('Before. After.');
  rivulet.models.serve('scripted', scriptModel(reply('Still here.')));
  await chat.ask('Are you there?');
  await expect(chat.lastBody).toHaveText('Still here.');
  await chat.expectStatus('done');
  await page.reload();
  await expect(chat.lastBody).toHaveText('Still here.');
});
