import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createGate, hold, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test } from './rivulet.ts';

const QUESTION = 'What was typed is kept';

test('[X5] a wrong key in the settings file is named, and mending it there needs no restart', async ({
  page,
  startOwn,
  startModels,
}) => {
  const models = await startModels({ models: { m: scriptModel(reply('Let in.')) }, apiKey: 'the-right-key' });
  const own = await startOwn({});
  const settingsWith = (apiKey: string): string =>
    JSON.stringify({ providers: [{ id: 'mine', label: 'Mine', baseUrl: models.baseUrl, models: ['m'], apiKey }] });
  const file = join(own.directory, 'rivulet.config.json');
  await writeFile(file, settingsWith('a-wrong-key'));
  await page.goto(own.address);
  const chat = chatPage(page);
  await expect(chat.button('Model: m')).toBeVisible();
  await chat.ask(QUESTION);
  await expect(chat.alert.locator('p')).toHaveText(/Mine did not accept the key\. Check .*apiKey.* and retry\./);
  await chat.alert.getByRole('button', { name: 'Connect a model' }).click();
  const dialog = page.getByRole('dialog', { name: 'Connect a model' });
  await expect(dialog).toContainText(file);
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Mine' })).toContainText('apiKey');
  await writeFile(file, settingsWith('the-right-key'));
  await dialog.getByRole('button', { name: 'Check again' }).click();
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Mine' })).toContainText('1 model');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await chat.button('Retry').click();
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText('Let in.');
});

test('[X5] a model server that does not run is named, and once it runs Retry works', async ({
  page,
  startOwn,
  startModels,
}) => {
  const stopped = await startModels({ models: {} });
  await stopped.close();
  const own = await startOwn({ OPENAI_BASE_URL: stopped.baseUrl, OPENAI_MODEL: 'm' });
  await page.goto(own.address);
  const chat = chatPage(page);
  await expect(chat.button('Model: m')).toBeVisible();
  await chat.ask(QUESTION);
  await chat.expectStatus('failed');
  await expect(chat.alert.locator('p')).toHaveText(/could not be reached/);
  const port = Number(new URL(stopped.baseUrl).port);
  await startModels({ port, models: { m: scriptModel(reply('Here now.')) } });
  await chat.button('Retry').click();
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText('Here now.');
});

test('[X5] a model that its provider does not know fails in words, and another one answers the Retry', async ({
  page,
  startOwn,
  startModels,
}) => {
  const models = await startModels({ models: { known: scriptModel(reply('I know.')) } });
  const own = await startOwn({ OPENAI_BASE_URL: models.baseUrl, OPENAI_MODEL: 'unknown' });
  await page.goto(own.address);
  const chat = chatPage(page);
  await chat.ask(QUESTION);
  await chat.expectStatus('failed');
  await expect(chat.alert.locator('p')).toHaveText(/model/i);
  await chat.button('Model: unknown').click();
  await page.getByRole('option', { name: /^known/ }).click();
  await chat.button('Retry').click();
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText('I know.');
});

test('[X5] a provider that has left the settings since is an unknown model, and once it is back Retry works', async ({
  page,
  watch,
  startOwn,
  startModels,
}) => {
  watch.expected.push(/Failed to load resource: .* 404/);
  const models = await startModels({ models: { m: scriptModel(reply('Back again.')) } });
  const own = await startOwn({});
  const file = join(own.directory, 'rivulet.config.json');
  const settings = JSON.stringify({ providers: [{ id: 'mine', baseUrl: models.baseUrl, models: ['m'] }] });
  await writeFile(file, settings);
  await page.goto(own.address);
  const chat = chatPage(page);
  await expect(chat.button('Model: m')).toBeVisible();
  await writeFile(file, '{ "providers": [] }');
  await chat.ask(QUESTION);
  await chat.expectStatus('failed');
  await expect(chat.alert.locator('p')).toHaveText('No connected provider has this model. Choose another one.');
  await writeFile(file, settings);
  await chat.button('Retry').click();
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText('Back again.');
});

test('[X5] a Rivulet that is gone is said in words, and once it is back Retry works', async ({
  page,
  watch,
  rivulet,
  startOwn,
}) => {
  watch.expected.push(/net::ERR_/);
  rivulet.models.serve('scripted', scriptModel(reply('Back.')));
  const variables = { OPENAI_BASE_URL: rivulet.models.baseUrl, OPENAI_MODEL: 'scripted' };
  const own = await startOwn(variables);
  await page.goto(own.address);
  const chat = chatPage(page);
  await expect(chat.button('Model: scripted')).toBeVisible();
  await own.close();
  await chat.ask(QUESTION);
  await chat.expectStatus('failed');
  await expect(chat.alert.locator('p')).toHaveText('The server could not be reached. Check the connection and retry.');
  await startOwn({ ...variables, PORT: String(own.port) });
  await chat.button('Retry').click();
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText('Back.');
});

test('[X5] a Rivulet that restarts in mid-stream: what came is kept, and Continue goes on', async ({
  page,
  watch,
  rivulet,
  startOwn,
}) => {
  watch.expected.push(/net::ERR_/, /Failed to load resource/);
  const gate = createGate();
  rivulet.models.serve('scripted', scriptModel(reply('Before. ', hold(gate), 'Never.')));
  const variables = { OPENAI_BASE_URL: rivulet.models.baseUrl, OPENAI_MODEL: 'scripted' };
  const own = await startOwn(variables);
  await page.goto(own.address);
  const chat = chatPage(page);
  await chat.ask(QUESTION);
  await expect(chat.lastBody).toHaveText('Before.');
  await own.close();
  await chat.expectStatus('interrupted');
  await expect(chat.lastBody).toHaveText('Before.');
  rivulet.models.serve('scripted', scriptModel(reply('After.')));
  await startOwn({ ...variables, PORT: String(own.port) });
  await chat.button('Continue').click();
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText(/^Before\..*After\.$/);
});
