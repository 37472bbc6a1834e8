import { createGate, hold, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test } from './rivulet.ts';

test('[U99] what is dragged over is quoted from a growing reply, with the selection and the focus as they were', async ({
  page,
  rivulet,
}) => {
  const gate = createGate();
  rivulet.models.serve('scripted', scriptModel(reply('Water **runs** down.\n\nAnd', hold(gate), ' rests.\n\nSo.')));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Question');
  await gate.reached;
  const line = chat.lastBody.getByText('Water runs down.');
  await expect(line).toBeVisible();
  const at = await line.boundingBox();
  if (!at) throw new Error('The line has no place.');
  const middle = at.y + at.height / 2;
  await page.mouse.move(at.x + 1, middle);
  await page.mouse.down();
  await page.mouse.move(at.x + 200, middle, { steps: 4 });
  const quote = chat.button('Quote');
  const fetched = () => performance.getEntriesByType('resource').some(({ name }) => name.includes('/QuoteOffer-'));
  await page.waitForFunction(fetched);
  await expect(quote).toHaveCount(0);
  await page.mouse.up();
  await expect(quote).toBeVisible();
  gate.release();
  await chat.expectStatus('done');
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('Water runs down.');
  await quote.click();
  await expect(chat.message).toHaveValue('> Water **runs** down.\n\n');
  await expect(chat.message).toBeFocused();
  await expect(quote).toHaveCount(0);

  await line.selectText();
  await chat.lastReply.getByRole('button', { name: 'More' }).press('Enter');
  await chat.button('Quote selection').press('Enter');
  await expect(chat.message).toHaveValue('> Water **runs** down.\n\n> Water **runs** down.\n\n');
  await expect(chat.message).toBeFocused();
});

test('[U98] [U65] the outline leads to a heading, and nothing but the thread is scrolled for it', async ({
  page,
  rivulet,
}) => {
  const part = `${'Water runs down the valley and finds the sea. '.repeat(40)}\n\n`;
  rivulet.models.serve('scripted', scriptModel(reply(`# One\n\n${part}## Two\n\n${part}## Three\n\n${part}`)));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Question');
  await chat.expectStatus('done');
  await chat.chats.getByRole('link').focus();
  await chat.chats.getByRole('button', { name: 'More' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Outline' }).press('Enter');
  const outline = page.getByRole('dialog', { name: 'Outline' });
  await expect(outline.getByRole('button', { name: 'Question' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const heading = chat.lastBody.getByRole('heading', { name: 'Two' });
  await expect(heading).toBeFocused();
  await expect(heading).toBeInViewport();
  await expect(page.getByRole('button', { name: 'Hide chats' })).toBeInViewport({ ratio: 1 });
  const frames = await chat.thread.evaluate((thread) => {
    const around: number[] = [];
    for (let box = thread.parentElement; box; box = box.parentElement) around.push(box.scrollTop);
    return Math.max(...around);
  });
  expect(frames).toBe(0);
});

test('[U97] a long answer collapses with its text in the page, and whatever leads into it shows all of it', async ({
  page,
  rivulet,
}) => {
  const lines = Array.from({ length: 60 }, (_, at) => `Line ${at}.`).join('\n\n');
  rivulet.models.serve('scripted', scriptModel(reply(`${lines}\n\nA [link](https://example.org) and a needle.`)));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Question');
  await chat.expectStatus('done');
  const more = chat.lastReply.getByRole('button', { name: 'More' });
  const height = () => chat.lastBody.evaluate((body) => body.getBoundingClientRect().height);
  const collapse = async () => {
    await more.press('Enter');
    await page.getByRole('button', { name: 'Collapse' }).press('Enter');
    await expect(chat.button('Show all')).toBeVisible();
    expect(await height()).toBeLessThan(300);
    await expect(more).toBeFocused();
    await expect(chat.lastReply).toBeInViewport({ ratio: 1 });
  };
  await collapse();
  await expect(chat.lastBody).toContainText('a needle.');
  await chat.button('Show all').click();
  await expect.poll(height).toBeGreaterThan(1000);
  await collapse();
  await page.emulateMedia({ media: 'print' });
  expect(await height()).toBeGreaterThan(1000);
  await page.emulateMedia({ media: null });
  await chat.lastBody.getByRole('link').focus();
  await expect.poll(height).toBeGreaterThan(1000);
  await collapse();
  await chat.button('Find in this chat').click();
  await page.getByRole('textbox', { name: 'Find in this chat' }).fill('needle');
  await expect.poll(height).toBeGreaterThan(1000);
  await expect(chat.lastBody.getByRole('link')).toBeInViewport();
});
