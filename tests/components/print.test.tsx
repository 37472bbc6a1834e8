import { screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { reply } from '../../mocks/script.ts';
import { renderPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

/** What was in the page each time that it was printed. */
let printed: string[] = [];
beforeEach(() => {
  printed = [];
  vi.stubGlobal('print', () => {
    dispatchEvent(new Event('beforeprint'));
    if (document.querySelector('dialog[open]')) throw new Error('A dialog is open.');
    printed.push(document.querySelector('[role=region]')?.textContent ?? '');
    dispatchEvent(new Event('afterprint'));
  });
});
afterEach(() => vi.unstubAllGlobals());

async function renderTalk() {
  server.replyWith(reply('Down to the sea.'));
  const page = await renderPage();
  await page.ask('How do rivers run?');
  await page.lastStands('done');
  return page;
}

async function choosePrint(page: Awaited<ReturnType<typeof renderTalk>>) {
  const list = within(screen.getByRole('navigation', { name: 'Chats' }));
  await page.user.click(list.getByRole('button', { name: 'More' }));
  await page.user.click(await screen.findByRole('menuitem', { name: 'Print' }));
}

test('[U105] the menu of a chat prints it, also one that is not in sight', async () => {
  const page = await renderTalk();
  await choosePrint(page);
  await waitFor(() => expect(printed).toHaveLength(1));
  await page.user.click(page.button('New chat'));
  await choosePrint(page);
  await waitFor(() => expect(printed).toHaveLength(2));
  for (const text of printed) expect(text).toMatch(/How do rivers run\?.*Down to the sea\./);
});

test('[U105] the palette prints the chat in sight, and offers it where there is one', async () => {
  const page = await renderTalk();
  await page.user.keyboard('{Control>}k{/Control}');
  const field = await screen.findByRole('combobox', { name: 'Command, setting or chat' });
  field.focus();
  await page.user.keyboard('print');
  await page.user.click(screen.getByRole('option', { name: /Print chat/ }));
  await waitFor(() => expect(printed).toHaveLength(1));
  await page.user.click(page.button('New chat'));
  await page.user.keyboard('{Control>}k{/Control}');
  await screen.findByRole('combobox', { name: 'Command, setting or chat' });
  expect(screen.queryByRole('option', { name: /Print chat/ })).toBeNull();
});
