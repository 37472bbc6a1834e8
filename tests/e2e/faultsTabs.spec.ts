import { createGate, hold, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test } from './rivulet.ts';

test('[F4] two tabs that ask in one chat at once: both questions are kept, and both tabs show one order', async ({
  page,
  context,
  rivulet,
}) => {
  rivulet.models.serve('scripted', scriptModel(reply('First.')));
  await page.goto('/');
  const one = chatPage(page);
  await one.ask('Begin');
  await one.expectStatus('done');
  const other = await context.newPage();
  await other.goto(page.url());
  const two = chatPage(other);
  await expect(two.lastBody).toHaveText('First.');
  const calls = rivulet.models.requests.length;
  rivulet.models.serve('scripted', scriptModel(reply('Second.')));
  await one.message.fill('From A');
  await two.message.fill('From B');
  await Promise.all([one.message.press('Enter'), two.message.press('Enter')]);
  for (const chat of [one, two]) {
    await expect(chat.lastBody).toHaveText('Second.');
    await chat.expectStatus('done');
  }
  expect(rivulet.models.requests.length - calls).toBeLessThanOrEqual(2);
  await page.reload();
  await other.reload();
  await expect(one.lastBody).toHaveText('Second.');
  await expect(two.lastBody).toHaveText('Second.');
  const texts = await one.turns.allInnerTexts();
  await expect.poll(() => two.turns.allInnerTexts()).toEqual(texts);
  // Neither question is lost: it is in sight, in another version, or still in its box.
  const seen = [await one.message.inputValue(), await two.message.inputValue(), ...texts];
  for (const name of ['Previous version', 'Next version']) {
    const turned = one.button(name);
    if ((await turned.count()) === 0 || (await turned.first().isDisabled())) continue;
    await turned.first().click();
    seen.push(...(await one.turns.allInnerTexts()));
  }
  const all = seen.join('\n');
  expect(all).toContain('From A');
  expect(all).toContain('From B');
});

test('[F4] a chat that one tab deletes while another streams into it is gone in both, and its model is left', async ({
  page,
  context,
  rivulet,
}) => {
  const gate = createGate();
  rivulet.models.serve('scripted', scriptModel(reply('Going on. ', hold(gate), 'Never.')));
  await page.goto('/');
  const one = chatPage(page);
  await one.ask('Delete me');
  await expect(one.lastBody).toHaveText('Going on.');
  const other = await context.newPage();
  await other.goto(page.url());
  const two = chatPage(other);
  await expect(two.lastBody).toHaveText('Going on.');
  await two.chats.getByRole('listitem').hover();
  await two.button('Delete').click();
  const request = rivulet.models.requests.at(-1);
  await request?.closed;
  expect(request?.closedBy).toBe('client');
  await expect(one.chats.getByRole('link')).toHaveCount(0);
  await other.reload();
  await page.reload();
  await expect(one.chats.getByRole('link')).toHaveCount(0);
  await expect(two.chats.getByRole('link')).toHaveCount(0);
});

test('[F4] two tabs that type keep each its own text; after both reload one of them is there', async ({
  page,
  context,
  rivulet,
}) => {
  rivulet.models.serve('scripted', scriptModel(reply('Hello.')));
  await page.goto('/');
  const other = await context.newPage();
  await other.goto('/');
  const one = chatPage(page);
  const two = chatPage(other);
  await one.message.pressSequentially('From A');
  await two.message.pressSequentially('From B');
  await expect(one.message).toHaveValue('From A');
  await expect(two.message).toHaveValue('From B');
  await other.reload();
  await expect(two.message).toHaveValue('From B');
  await expect(one.message).toHaveValue('From A');
});
