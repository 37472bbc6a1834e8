import { screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { reply } from '../../mocks/script.ts';
import { renderPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

test('[U27] on a phone Open chats shows the list over the chat, and every choice in it puts it away', async () => {
  const page = await renderPage({ screen: 'phone' });
  server.replyWith(reply('An answer.'));
  await page.user.type(page.message(), 'First');
  await page.user.click(page.button('Send'));
  await page.lastStands('done');
  expect(screen.queryByRole('navigation')).toBeNull();
  expect(page.button('Open chats')).toHaveAttribute('aria-expanded', 'false');
  await page.user.click(page.button('Open chats'));
  const drawer = screen.getByRole('dialog', { name: 'Chats' });
  await page.user.click(within(drawer).getByRole('button', { name: 'New chat' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(location.pathname).toBe('/');
  await page.user.click(page.button('Open chats'));
  await page.user.click(screen.getByRole('link', { name: 'First' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(page.lastText()).toBe('An answer.');
});

test('[U27] on a phone a chat that was deleted in the list can be had back without leaving the list', async () => {
  const page = await renderPage({ screen: 'phone' });
  server.replyWith(reply('An answer.'));
  await page.user.type(page.message(), 'First');
  await page.user.click(page.button('Send'));
  await page.lastStands('done');
  await page.user.click(page.button('Open chats'));
  await page.user.click(page.button('Delete'));
  const chats = within(screen.getByRole('dialog', { name: 'Chats' }));
  await page.user.click(await chats.findByRole('button', { name: 'Undo' }));
  expect(screen.getByRole('link', { name: 'First' })).toBeVisible();
});

test('[U27] on a phone nothing takes the focus by itself, so that no keyboard comes up', async () => {
  const page = await renderPage({ screen: 'phone' });
  expect(document.body).toHaveFocus();
  await page.user.click(page.button('Open chats'));
  await page.user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'New chat' }));
  expect(page.message()).not.toHaveFocus();
});

test('[U28] the theme is as the device, light or dark, and its button says which', async () => {
  const page = await renderPage();
  const { dataset } = document.documentElement;
  expect(dataset['theme']).toBeUndefined();
  await page.user.click(page.button('Theme: as the device'));
  expect(dataset['theme']).toBe('light');
  await page.user.click(page.button('Theme: light'));
  expect(dataset['theme']).toBe('dark');
  await page.user.click(page.button('Theme: dark'));
  expect(dataset['theme']).toBeUndefined();
});

test('[U27] on a wide screen the list can be hidden and shown', async () => {
  const page = await renderPage();
  await page.user.click(page.button('Hide chats'));
  expect(screen.queryByRole('navigation')).toBeNull();
  await page.user.click(page.button('New chat'));
  await page.user.click(page.button('Show chats'));
  expect(screen.getByRole('navigation', { name: 'Chats' })).toBeVisible();
});
