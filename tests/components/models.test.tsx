import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { reply } from '../../mocks/script.ts';
import { ReplyError, replyError } from '../../protocol/errors.ts';
import type { ModelCatalog } from '../../protocol/models.ts';
import { createSettingsStorage } from '../../src/persistence/settingsStorage.ts';
import type { ModelSource } from '../../src/session/catalogLoader.ts';
import { renderPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
beforeEach(() => localStorage.clear());
afterEach(() => server.reset());
afterAll(() => server.close());

const CATALOG: ModelCatalog = {
  models: [
    { id: 'openai/gpt-large', name: 'GPT Large', provider: 'openai' },
    { id: 'openai/gpt-small', name: 'GPT Small', provider: 'openai' },
    { id: 'ollama/llama', name: 'Llama', provider: 'ollama' },
    { id: 'built-in/tiny', name: 'Tiny', provider: 'built-in', description: 'Fluent nonsense', demo: true },
  ],
  providers: [
    { id: 'openai', label: 'OpenAI', origin: 'configured', state: 'ready' },
    { id: 'ollama', label: 'Ollama', origin: 'found', state: 'ready' },
    { id: 'built-in', label: 'Built in', origin: 'built-in', state: 'ready' },
    { id: 'lan', label: 'My server', origin: 'configured', state: 'empty' },
    {
      id: 'broken',
      label: 'Broken',
      origin: 'configured',
      state: 'failed',
      error: replyError('unreachable', 'Nothing answers at 127.0.0.1:8000.'),
    },
  ],
  settings: { path: '/home/me/rivulet.config.json' },
};

const sourceOf = (catalog: ModelCatalog): ModelSource => ({ loadModels: () => Promise.resolve(catalog) });
const api = sourceOf(CATALOG);

const openMenu = async (page: Awaited<ReturnType<typeof renderPage>>) => {
  await page.user.click(screen.getByRole('button', { name: /^Model: / }));
  await screen.findByRole('listbox');
};
const activeOption = () => {
  const id = screen.getByRole('listbox').getAttribute('aria-activedescendant');
  return id === null ? undefined : document.getElementById(id)?.textContent;
};

test('[U8] the first model of the list answers: the server lists configured ones, then found, then built-in', async () => {
  const page = await renderPage({ api });
  expect(page.button('Model: GPT Large')).toBeVisible();
  expect(screen.getByText(/will answer/)).toHaveTextContent('GPT Large will answer.');
  server.replyWith(reply('Hello.'));
  await page.ask('Hi');
  await page.lastStands('done');
  expect(server.requests[0]?.model).toBe('openai/gpt-large');
  expect(page.lastTurn()).toHaveTextContent('GPT Large');
});

test('[U8] the model that was chosen last answers, on the next visit too', async () => {
  const settingsStorage = createSettingsStorage();
  const page = await renderPage({ api, settingsStorage });
  await openMenu(page);
  await page.user.click(screen.getByRole('option', { name: /^Llama/ }));
  expect(page.button('Model: Llama')).toHaveFocus();
  cleanup();
  await renderPage({ api, settingsStorage });
  expect(screen.getByRole('button', { name: 'Model: Llama' })).toBeVisible();
});

test('[U100] a chat keeps its model, a new one begins with the one that was chosen last', async () => {
  const page = await renderPage({ api });
  server.replyWith(reply('Hello.'));
  await page.ask('Hi');
  await page.lastStands('done');
  await openMenu(page);
  await page.user.click(screen.getByRole('option', { name: /^Llama/ }));
  await page.user.click(page.button('New chat'));
  expect(page.button('Model: Llama')).toBeVisible();
  await openMenu(page);
  await page.user.click(screen.getByRole('option', { name: /^GPT Small/ }));
  await page.user.click(within(screen.getByRole('navigation')).getByRole('link', { name: 'Hi' }));
  expect(page.button('Model: Llama')).toBeVisible();
  server.replyWith(reply('Again.'));
  await page.ask('Again');
  await page.lastStands('done');
  expect(server.requests.map(({ model }) => model)).toEqual(['openai/gpt-large', 'ollama/llama']);
});

test('[U8] a model that is no longer there gives way to the first', async () => {
  localStorage.setItem('rivulet.modelId', 'openai/gpt-gone');
  const page = await renderPage({ api, settingsStorage: createSettingsStorage() });
  expect(page.button('Model: GPT Large')).toBeVisible();
});

test('[U21] the button opens a listbox of the models by provider, with the chosen one marked', async () => {
  const page = await renderPage({ api });
  const button = page.button('Model: GPT Large');
  expect(button).toHaveAttribute('aria-haspopup', 'listbox');
  expect(button).toHaveAttribute('aria-expanded', 'false');
  await page.user.click(button);
  expect(button).toHaveAttribute('aria-expanded', 'true');
  const list = await screen.findByRole('listbox', { name: 'Models' });
  expect(list).toHaveFocus();
  expect(button).toHaveAttribute('aria-controls', list.id);
  expect(
    within(list)
      .getAllByRole('group')
      .map((group) => group.getAttribute('aria-label')),
  ).toEqual(['OpenAI', 'Ollama', 'Built in']);
  expect(within(list).getByRole('option', { selected: true })).toHaveTextContent('GPT Large');
});

test('[U21] arrows, Home, End and letters move in the list, Enter and Space choose', async () => {
  const page = await renderPage({ api });
  await openMenu(page);
  expect(activeOption()).toBe('GPT Large');
  await page.user.keyboard('{ArrowUp}');
  expect(activeOption()).toBe('GPT Large');
  await page.user.keyboard('{ArrowDown}');
  expect(activeOption()).toBe('GPT Small');
  await page.user.keyboard('{End}');
  expect(activeOption()).toContain('Tiny');
  await page.user.keyboard('{ArrowDown}');
  expect(activeOption()).toContain('Tiny');
  await page.user.keyboard('l');
  expect(activeOption()).toBe('Llama');
  await page.user.keyboard('g');
  expect(activeOption()).toBe('GPT Large');
  await page.user.keyboard('g');
  expect(activeOption()).toBe('GPT Small');
  await page.user.keyboard('x{Home}');
  expect(activeOption()).toBe('GPT Large');
  await page.user.keyboard('{ArrowDown}{Enter}');
  expect(screen.queryByRole('listbox')).toBeNull();
  expect(page.button('Model: GPT Small')).toHaveFocus();
  await page.user.keyboard('{Enter}');
  await screen.findByRole('listbox');
  await page.user.keyboard('l ');
  expect(page.button('Model: Llama')).toHaveFocus();
});

test('[U21] Esc and a press elsewhere close the list and choose nothing', async () => {
  const page = await renderPage({ api });
  await openMenu(page);
  await page.user.keyboard('{ArrowDown}{Escape}');
  expect(page.button('Model: GPT Large')).toHaveFocus();
  await openMenu(page);
  await page.user.click(page.message());
  expect(screen.queryByRole('listbox')).toBeNull();
  expect(page.message()).toHaveFocus();
});

test('[U21] a built-in model is marked Demo in the list, on the button and on its replies', async () => {
  const page = await renderPage({ api });
  await openMenu(page);
  const option = screen.getByRole('option', { name: /^Tiny/ });
  expect(option).toHaveTextContent('TinyFluent nonsenseDemo');
  await page.user.click(option);
  expect(within(screen.getByRole('form', { name: 'Message' })).getByText('Demo')).toBeVisible();
  expect(screen.getByText(/will answer/)).toHaveTextContent('Tiny will answer, a built-in demo.');
  server.replyWith(reply('Hello.'));
  await page.ask('Hi');
  await page.lastStands('done');
  expect(within(page.lastTurn()).getByText('Demo')).toBeVisible();
});

test('[U21] where a provider gives no list, the name of a model can be typed', async () => {
  const settingsStorage = createSettingsStorage();
  const page = await renderPage({ api, settingsStorage });
  await openMenu(page);
  expect(screen.getByRole('textbox', { name: 'Name of a model of Broken' })).toBeVisible();
  await page.user.type(screen.getByRole('textbox', { name: 'Name of a model of My server' }), '  org/model-7b {Enter}');
  expect(page.button('Model: org/model-7b')).toHaveFocus();
  server.replyWith(reply('Hello.'));
  await page.ask('Hi');
  await page.lastStands('done');
  expect(server.requests[0]?.model).toBe('lan/org/model-7b');
  expect(page.lastTurn()).toHaveTextContent('org/model-7b');
});

test('[U21] an empty name is not used', async () => {
  const page = await renderPage({ api });
  await openMenu(page);
  await page.user.type(screen.getByRole('textbox', { name: 'Name of a model of My server' }), ' {Enter}');
  expect(page.button('Model: GPT Large')).toBeVisible();
  expect(screen.getByRole('listbox')).toBeVisible();
});

test('[U21] opening the list asks the server anew', async () => {
  let catalog: ModelCatalog = { ...CATALOG, models: CATALOG.models.slice(0, 1) };
  const page = await renderPage({ api: { loadModels: () => Promise.resolve(catalog) } });
  catalog = CATALOG;
  await openMenu(page);
  expect(await screen.findByRole('option', { name: /^Llama/ })).toBeVisible();
});

test('[U21] when the server cannot be reached, the list says why and keeps what it knew', async () => {
  let fails = false;
  const loadModels = () => (fails ? Promise.reject(new ReplyError(replyError('offline'))) : Promise.resolve(CATALOG));
  const page = await renderPage({ api: { loadModels } });
  fails = true;
  await openMenu(page);
  expect(await screen.findByText('The server could not be reached. Check the connection and retry.')).toBeVisible();
  expect(screen.getByRole('option', { name: /^Llama/ })).toBeVisible();
});

test('[U21] without any model the page says so, and sending shows how one is connected and keeps the text', async () => {
  const page = await renderPage({ api: sourceOf({ ...CATALOG, models: [], providers: [] }) });
  expect(page.button('Model: none')).toHaveTextContent('Choose a model');
  expect(screen.getByText('No model is connected yet.')).toBeVisible();
  await page.user.type(page.message(), 'Hi{Enter}');
  expect(await screen.findByRole('dialog', { name: 'Connect a model' })).toBeVisible();
  expect(page.message()).toHaveValue('Hi');
  expect(server.requests).toHaveLength(0);
});

test('[U22] Connect a model shows the settings file and what to put into it', async () => {
  const page = await renderPage({ api });
  await openMenu(page);
  await page.user.click(within(screen.getByRole('main')).getByRole('button', { name: 'Connect a model' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Connect a model' }));
  expect(screen.queryByRole('listbox')).toBeNull();
  expect(dialog.getByText('/home/me/rivulet.config.json')).toBeVisible();
  await page.user.click(dialog.getByRole('button', { name: 'Copy settings' }));
  await waitFor(async () =>
    expect(JSON.parse(await navigator.clipboard.readText())).toMatchObject({
      providers: [{ id: 'openai', apiKeyEnv: 'OPENAI_API_KEY' }, {}],
    }),
  );
});

test('[U22] Connect a model shows the state of each provider, and in words what is wrong with it', async () => {
  const page = await renderPage({ api });
  await page.user.click(page.button('Providers'));
  const dialog = within(await screen.findByRole('dialog', { name: 'Connect a model' }));
  expect(dialog.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    'OpenAI2 models',
    'Ollama1 model',
    'Built in1 model',
    'My serverIt answers but lists no models. Type the name of one in the model menu.',
    'BrokenNothing answers at 127.0.0.1:8000.',
  ]);
});

test('[U22] Check again shows what has changed without closing: a wrong key, a broken file, then a mended one', async () => {
  const wrongKey = replyError('unauthorized', 'OpenAI did not accept the key in OPENAI_API_KEY.');
  let catalog: ModelCatalog = {
    models: [],
    providers: [{ id: 'openai', label: 'OpenAI', origin: 'configured', state: 'failed', error: wrongKey }],
    settings: { path: 'rivulet.config.json', error: 'Line 3: a comma is missing.' },
  };
  const page = await renderPage({ api: { loadModels: () => Promise.resolve(catalog) } });
  await page.user.click(page.button('Providers'));
  const dialog = within(await screen.findByRole('dialog', { name: 'Connect a model' }));
  expect(dialog.getByText('OpenAI did not accept the key in OPENAI_API_KEY.')).toBeVisible();
  expect(dialog.getByRole('alert')).toHaveTextContent('Line 3: a comma is missing.');
  catalog = CATALOG;
  await page.user.click(dialog.getByRole('button', { name: 'Check again' }));
  await waitFor(() => expect(dialog.queryByRole('alert')).toBeNull());
  expect(dialog.getByText('2 models')).toBeVisible();
  await page.user.click(dialog.getByRole('button', { name: 'Close' }));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(page.button('Model: GPT Large')).toBeVisible();
});

test('[U22] when the list of models fails, Connect a model says why', async () => {
  const page = await renderPage({ api: { loadModels: () => Promise.reject(new ReplyError(replyError('offline'))) } });
  await page.user.click(page.button('Providers'));
  const dialog = within(await screen.findByRole('dialog', { name: 'Connect a model' }));
  expect(dialog.getByRole('alert')).toHaveTextContent('The server could not be reached.');
});

test('[U22] [U33] a click beside the dialog closes it', async () => {
  const page = await renderPage({ api });
  await page.user.click(page.button('Providers'));
  const dialog = await screen.findByRole('dialog', { name: 'Connect a model' });
  await page.user.click(dialog);
  expect(screen.queryByRole('dialog')).toBeNull();
});
