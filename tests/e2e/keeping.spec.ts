import { createGate, hold, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test } from './rivulet.ts';

test('[N23] a draft that was just typed survives a reload and, 300 ms old, a killed page', async ({
  page,
  rivulet,
}) => {
  rivulet.models.serve('scripted', scriptModel(reply('Hello.')));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.message.fill('Half a ques');
  await page.reload();
  await expect(chat.message).toHaveValue('Half a ques');
  await chat.message.press('End');
  await chat.message.pressSequentially('tion');
  // The only way to see that it is on the disk without the page that wrote it.
  const kept = page.waitForFunction(async () => {
    const opening = indexedDB.open('rivulet');
    const rows = await new Promise<readonly unknown[]>((resolve) => {
      opening.addEventListener('success', () => {
        const all = opening.result.transaction('drafts').objectStore('drafts').getAll();
        all.addEventListener('success', () => resolve(all.result));
      });
    });
    opening.result.close();
    return JSON.stringify(rows).includes('Half a question');
  });
  await kept;
  const other = await page.context().newPage();
  await page.close({ runBeforeUnload: false });
  await other.goto('/');
  const again = chatPage(other);
  await expect(again.message).toHaveValue('Half a question');
  await again.message.press('Enter');
  await again.expectStatus('done');
  await other.reload();
  await expect(again.message).toHaveValue('');
});

test('[N24] two tabs that send one restored draft ask the model once', async ({ page, context, rivulet }) => {
  rivulet.models.serve('scripted', scriptModel(reply('Once and for all.')));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.message.fill('Who sends me?');
  await page.reload();
  const other = await context.newPage();
  await other.goto('/');
  const second = chatPage(other);
  await expect(chat.message).toHaveValue('Who sends me?');
  await expect(second.message).toHaveValue('Who sends me?');
  const calls = rivulet.models.requests.length;
  await Promise.all([chat.message.press('Enter'), second.message.press('Enter')]);
  for (const each of [chat, second]) {
    await expect(each.lastBody).toHaveText('Once and for all.');
    await each.expectStatus('done');
    await expect(each.turns).toHaveCount(2);
    await expect(each.chats.getByRole('link')).toHaveCount(1);
  }
  expect(rivulet.models.requests.length - calls).toBe(1);
});

test('[N28] a question without a connection waits in words and goes out once', async ({
  page,
  context,
  watch,
  rivulet,
}) => {
  watch.expected.push(/ERR_INTERNET_DISCONNECTED/);
  rivulet.models.serve('scripted', scriptModel(reply('Back again.')));
  await page.goto('/');
  const chat = chatPage(page);
  await expect(chat.send).toBeVisible();
  const calls = rivulet.models.requests.length;
  await context.setOffline(true);
  await chat.ask('Is anyone there?');
  await expect(page.getByText('Waiting for the connection. It will be sent once.')).toBeVisible();
  await chat.expectStatus('queued');
  await context.setOffline(false);
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText('Back again.');
  expect(rivulet.models.requests.length - calls).toBe(1);
});

test('[N15] a page that is reloaded again and again in mid-stream has the whole reply in the end, asked once', async ({
  page,
  rivulet,
}) => {
  const gates = Array.from({ length: 5 }, createGate);
  const steps = gates.flatMap((gate, index) => [`Part ${index}. `, hold(gate)]);
  rivulet.models.serve('scripted', scriptModel(reply(...steps, 'End.')));
  await page.goto('/');
  const chat = chatPage(page);
  const calls = rivulet.models.requests.length;
  await chat.ask('Count for me');
  let text = '';
  for (const [index, gate] of gates.entries()) {
    text += `Part ${index}. `;
    await expect(chat.lastBody).toHaveText(text.trimEnd());
    await page.reload();
    await expect(chat.lastBody).toHaveText(text.trimEnd());
    gate.release();
  }
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText(`${text}End.`);
  expect(rivulet.models.requests.length - calls).toBe(1);
});

test('[N31] site data that is cleared in mid-stream is said, the reply goes on, and the chat is stored again with its next question', async ({
  page,
  context,
  rivulet,
}) => {
  const gate = createGate();
  rivulet.models.serve('scripted', scriptModel(reply('One', hold(gate), ', two.')));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Clear all');
  await expect(chat.lastBody).toHaveText('One');
  const devtools = await context.newCDPSession(page);
  await devtools.send('Storage.clearDataForOrigin', { origin: rivulet.address, storageTypes: 'all' });
  gate.release();
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText('One, two.');
  await expect(page.getByRole('alert')).toHaveText(/^The chats that were stored here have been removed\./);
  rivulet.models.serve('scripted', scriptModel(reply('Three.')));
  await chat.ask('And store again');
  await expect(chat.lastBody).toHaveText('Three.');
  await chat.expectStatus('done');
  await page.reload();
  await expect(chat.turns).toHaveCount(4);
  await expect(chat.turns.nth(1).locator('[data-reply-body]')).toHaveText('One, two.');
  await expect(page.getByRole('alert')).toHaveCount(0);
});
