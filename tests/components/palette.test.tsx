import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { reply } from '../../mocks/script.ts';
import { COMMANDS } from '../../src/components/commands/commands.ts';
import type { Conversation } from '../../src/conversation/Conversation.ts';
import { SETTING_NAMES, SETTINGS } from '../../src/settings/settings.ts';
import { renderPage, type RenderedPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

async function pageWithReply(): Promise<RenderedPage> {
  server.replyWith(reply('An answer.'));
  const page = await renderPage();
  await page.ask('Crème brûlée');
  await page.lastStands('done');
  return page;
}

async function openPalette(page: RenderedPage): Promise<HTMLElement> {
  await page.user.keyboard('{Control>}k{/Control}');
  const field = await screen.findByRole('combobox', { name: 'Command, setting or chat' });
  // In jsdom a dialog does not take the focus.
  field.focus();
  return field;
}

const list = () => within(screen.getByRole('listbox', { name: 'Commands, settings and chats' }));

const shown = () =>
  list()
    .getAllByRole('option')
    .map((option) => option.querySelector('bdi')?.textContent);

function active(): string | null | undefined {
  const id = screen.getByRole('combobox', { name: 'Command, setting or chat' }).getAttribute('aria-activedescendant');
  const option = document.getElementById(id ?? '');
  expect(option).toHaveAttribute('aria-selected', 'true');
  expect(list().getAllByRole('option', { selected: true })).toEqual([option]);
  return option?.querySelector('bdi')?.textContent;
}

test('[U70] it has the search, every command that can be done, every choice of every setting, and chats', async () => {
  const page = await pageWithReply();
  await openPalette(page);
  const [first, ...others] = shown();
  expect(first).toBe('Search all texts');
  const doable = COMMANDS.filter(
    ({ isOfFocus, id }) => !isOfFocus && !['search', 'stop', 'unpin', 'unarchive'].includes(id),
  );
  expect(others.slice(0, doable.length)).toEqual(doable.map(({ words }) => words));
  const choices = SETTING_NAMES.flatMap((name) => ('choices' in SETTINGS[name] ? (SETTINGS[name].choices ?? []) : []));
  expect(within(screen.getByRole('group', { name: 'Settings' })).getAllByRole('option')).toHaveLength(choices.length);
  expect(within(screen.getByRole('group', { name: 'Chats' })).getByRole('option')).toHaveTextContent('Crème brûlée');
  expect(active()).toBe('New chat');
});

test('[U70] each word that is typed begins a word, whatever its case and marks', async () => {
  const page = await pageWithReply();
  const field = await openPalette(page);
  await page.user.type(field, 'BRUL cre');
  expect(shown()).toEqual(['Search all texts for “BRUL cre”', 'Crème brûlée']);
  expect(active()).toBe('Crème brûlée');
  await page.user.clear(field);
  await page.user.type(field, 'dark');
  expect(shown()).toEqual(['Search all texts for “dark”', 'Theme: Dark']);
  await page.user.clear(field);
  await page.user.type(field, 'rule');
  expect(shown()).toEqual(['Search all texts for “rule”']);
  expect(active()).toBe('Search all texts for “rule”');
});

test('[U70] arrows go round, Enter chooses, Esc and Ctrl+K close', async () => {
  const page = await pageWithReply();
  const field = await openPalette(page);
  await page.user.type(field, 'theme');
  expect(active()).toBe('Theme: As the device');
  await page.user.keyboard('{ArrowDown}{ArrowDown}');
  expect(active()).toBe('Theme: Dark');
  await page.user.keyboard('{ArrowDown}');
  expect(active()).toBe('Search all texts for “theme”');
  await page.user.keyboard('{ArrowUp}{Enter}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(document.documentElement).toHaveAttribute('data-theme', 'dark');
  await openPalette(page);
  await page.user.type(screen.getByRole('combobox'), 'theme');
  expect(
    within(screen.getByRole('option', { name: /Theme: Dark/ })).getByRole('img', { name: 'Chosen' }),
  ).toBeVisible();
  await page.user.keyboard('{Control>}k{/Control}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  act(() => page.session.settings.changeSettings({ theme: 'system' }));
});

test('[U70] [U4] Enter of an input method chooses nothing', async () => {
  const page = await pageWithReply();
  const field = await openPalette(page);
  fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
  fireEvent.keyDown(field, { key: 'Enter', keyCode: 229 });
  expect(screen.getByRole('dialog')).toBeVisible();
});

test('[U70] the search of all texts begins with what was typed, again too', async () => {
  const page = await pageWithReply();
  for (const words of ['answer', 'otter']) {
    const field = await openPalette(page);
    await page.user.type(field, words);
    await page.user.click(screen.getByRole('option', { name: `Search all texts for “${words}”` }));
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Search chats' })).toHaveValue(words));
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Search chats' })).toHaveFocus());
  }
});

test('[U70] a chat is renamed, pinned, archived and deleted from it', async () => {
  const page = await pageWithReply();
  const choose = async (words: string) => {
    const field = await openPalette(page);
    await page.user.type(field, words);
    await page.user.keyboard('{Enter}');
    await waitFor(() => expect(screen.queryByRole('combobox', { name: /^Command/ })).toBeNull());
  };
  const chat = () => [...page.session.store.getState().conversations.values()][0];
  await choose('rename');
  const title = await screen.findByRole('textbox', { name: 'Chat title' });
  await page.user.clear(title);
  await page.user.type(title, 'Pudding{Enter}');
  await waitFor(() => expect(chat()?.title).toBe('Pudding'));
  await choose('pin');
  await waitFor(() => expect(chat()?.pinned).toBe(true));
  await choose('unpin');
  await waitFor(() => expect(chat()?.pinned ?? false).toBe(false));
  await choose('archive');
  await waitFor(() => expect(chat()?.archived).toBe(true));
  server.replyWith(reply('Another answer.'));
  await choose('regenerate');
  await waitFor(() => expect(page.button('Previous version')).toBeVisible());
  await page.lastStands('done');
  await choose('delete chat');
  await waitFor(() => expect(chat()).toBeUndefined());
  expect(location.pathname).toBe('/');
  await page.user.click(page.button('Undo'));
  await waitFor(() => expect(chat()?.title).toBe('Pudding'));
});

test('[U70] of ten thousand chats it shows twenty, the latest first', async () => {
  const page = await pageWithReply();
  const [chat] = page.session.store.getState().conversations.values();
  if (!chat) throw new Error('There is no chat.');
  const many = Array.from({ length: 10_000 }, (_, index): Conversation => {
    const id = `chat-${String(index).padStart(17, '0')}` as Conversation['id']; // Ids are made nowhere else in a test.
    const own = { id, title: `Otter number ${index}`, updatedAtMs: index };
    return index === 9999 ? { ...chat, ...own, archived: true } : { ...chat, ...own };
  });
  act(() => page.session.store.putConversations(many));
  const field = await openPalette(page);
  await page.user.type(field, 'numb otter');
  expect(shown().slice(1)).toEqual(Array.from({ length: 20 }, (_, index) => `Otter number ${9998 - index}`));
  await page.user.type(field, ' 9999');
  expect(shown().slice(1)).toEqual(['Otter number 9999']);
  await page.user.keyboard('{Enter}');
  await waitFor(() => expect(location.pathname).toContain(many[9999]?.id));
});
