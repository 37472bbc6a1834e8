import { createGate, hold, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test } from './rivulet.ts';

// Browsers keep pages for Back; the driver turns that off.
test.use({
  launchOptions: ({ launchOptions }, use) =>
    use({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
});

test('[F4] a page that is left and come back to has the whole reply, asked once', async ({ page, rivulet }) => {
  const gate = createGate();
  const last = createGate();
  rivulet.models.serve('scripted', scriptModel(reply('One. ', hold(gate), 'Two. ', hold(last), 'Three.')));
  await page.addInitScript(() => {
    addEventListener('pageshow', ({ persisted }) => {
      document.documentElement.dataset['kept'] = String(persisted);
    });
  });
  await page.goto('/');
  const calls = rivulet.models.requests.length;
  const chat = chatPage(page);
  await chat.ask('Count for me');
  await expect(chat.lastBody).toHaveText('One.');
  await page.goto('about:blank');
  gate.release();
  // The driver's own way back waits for a load that never comes.
  await page.evaluate(() => void setTimeout(() => history.back()));
  await expect(chat.lastBody).toHaveText('One. Two.');
  last.release();
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText('One. Two. Three.');
  await expect(chat.turns).toHaveCount(2);
  expect(rivulet.models.requests.length - calls).toBe(1);
  // It was kept: otherwise this were a reload like any other.
  expect(await page.evaluate(() => document.documentElement.dataset['kept'])).toBe('true');
});
