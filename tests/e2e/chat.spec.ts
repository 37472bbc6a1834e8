import { scriptModel } from '../../models/scriptModel.ts';
import { createGate, hold, reasoning, reply, tokens } from '../../mocks/script.ts';
import { chatPage, expect, test } from './rivulet.ts';

test('a question is answered, and both stand after a reload', async ({ page, rivulet }) => {
  rivulet.models.serve('scripted', scriptModel(reply('A stream is a **sequence** of pieces.')));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('What is a stream?');
  await expect(chat.lastBody).toHaveText('A stream is a sequence of pieces.');
  await chat.expectStatus('done');
  await expect(chat.status).toHaveText(/^Reply ready/);
  await expect(page).toHaveURL(/\/c\//);
  await page.reload();
  await expect(chat.turns).toHaveCount(2);
  await expect(chat.lastBody).toHaveText('A stream is a sequence of pieces.');
  await expect(chat.chats.getByRole('link', { name: 'What is a stream?' })).toHaveAttribute('aria-current', 'page');
});

test('Stop keeps what has arrived and closes the connection to the model', async ({ page, rivulet }) => {
  const gate = createGate();
  rivulet.models.serve('scripted', scriptModel(reply('First half.', hold(gate), ' Second half.')));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Stop me');
  await expect(chat.lastBody).toHaveText('First half.');
  await chat.stop.click();
  await chat.expectStatus('stopped');
  const request = rivulet.models.requests.at(-1);
  await request?.closed;
  expect(request?.closedBy).toBe('client');
  await expect(chat.lastBody).toHaveText('First half.');
  await expect(chat.status).toHaveText(/^Stopped/);
  await expect(chat.message).toBeFocused();
});

test('Regenerate makes a version and destroys none', async ({ page, rivulet }) => {
  rivulet.models.serve('scripted', scriptModel(reply('First answer.')));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Once more');
  await expect(chat.lastBody).toHaveText('First answer.');
  await chat.expectStatus('done');
  rivulet.models.serve('scripted', scriptModel(reply('Second answer.')));
  await chat.button('Regenerate').click();
  await expect(chat.lastBody).toHaveText('Second answer.');
  await chat.button('Previous version').click();
  await expect(chat.lastBody).toHaveText('First answer.');
  await page.reload();
  await expect(chat.lastBody).toHaveText('First answer.');
  await chat.button('Next version').click();
  await expect(chat.lastBody).toHaveText('Second answer.');
});

test('a reply goes on while its page is away', async ({ page, rivulet }) => {
  const gate = createGate();
  rivulet.models.serve('scripted', scriptModel(reply('Before. ', hold(gate), 'After.')));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Reload in the middle');
  await expect(chat.lastBody).toHaveText('Before.');
  const calls = rivulet.models.requests.length;
  await page.reload();
  await expect(chat.lastBody).toHaveText('Before.');
  gate.release();
  await expect(chat.lastBody).toHaveText('Before. After.');
  await chat.expectStatus('done');
  expect(rivulet.models.requests).toHaveLength(calls);
});

test('reasoning is one line that opens, and no part of the copy', async ({ page, context, rivulet }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  rivulet.models.serve('scripted', scriptModel(reply(reasoning('Let me think.'), 'The answer.')));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Think');
  await chat.expectStatus('done');
  await expect(page.getByText('Let me think.')).toBeHidden();
  await page.getByRole('button', { name: /^Thought for/ }).click();
  await expect(page.getByText('Let me think.')).toBeVisible();
  await chat.lastReply.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(chat.status).toHaveText('Copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('The answer.');
});

test('two thousand tokens arrive complete', async ({ page, context, rivulet }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const text = Array.from({ length: 2000 }, (_, index) => `word${index}`).join(' ');
  rivulet.models.serve('scripted', scriptModel(reply(tokens(text, { perSecond: 500 }))));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Much');
  await chat.expectStatus('done');
  await chat.lastReply.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(chat.status).toHaveText('Copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);
});
