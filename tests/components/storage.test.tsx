import { screen, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { reply } from '../../mocks/script.ts';
import { StorageError, type ConversationRepository } from '../../src/persistence/ConversationRepository.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { renderPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

const FULL = new StorageError('full', "The browser's storage is full.");

/** A repository that refuses to write as long as `full` says so. */
function createFullRepository(full: () => boolean): ConversationRepository {
  const repository = createMemoryRepository();
  return {
    ...repository,
    save: (change, durability) => (full() ? Promise.reject(FULL) : repository.save(change, durability)),
  };
}

test('[U25] a question that cannot be stored is not sent: the page says so and the text stays in the composer', async () => {
  let full = true;
  const page = await renderPage({ repository: createFullRepository(() => full) });
  await page.user.type(page.message(), 'Keep me{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent(
    "The browser's storage is full. The message was not sent.",
  );
  expect(page.message()).toHaveValue('Keep me');
  expect(screen.queryAllByRole('article')).toEqual([]);
  expect(location.pathname).toBe('/');
  expect(server.requests).toHaveLength(0);
  full = false;
  server.replyWith(reply('Kept.'));
  await page.user.type(page.message(), '{Enter}');
  await page.lastStands('done');
  expect(screen.queryByRole('alert')).toBeNull();
  expect(page.message()).toHaveValue('');
  expect(server.requests).toHaveLength(1);
});

test('[U25] so it is with a later question, an edit and a new version', async () => {
  let full = false;
  const page = await renderPage({ repository: createFullRepository(() => full) });
  server.replyWith(reply('An answer.'));
  await page.ask('First');
  await page.lastStands('done');
  full = true;
  await page.user.type(page.message(), 'Second{Enter}');
  const words = "The browser's storage is full. The message was not sent.";
  expect(await screen.findByText(words)).toBeVisible();
  expect(page.message()).toHaveValue('Second');
  await page.user.click(page.button('Regenerate'));
  expect(await screen.findByText(words)).toBeVisible();
  await page.user.click(page.button('Edit'));
  await page.user.type(screen.getByRole('textbox', { name: 'Edit message' }), ', changed');
  await page.user.click(page.button('Save'));
  expect(await screen.findByText(words)).toBeVisible();
  expect(screen.getByRole('textbox', { name: 'Edit message' })).toHaveValue('First, changed');
  expect(page.turns()).toHaveLength(2);
  expect(server.requests).toHaveLength(1);
});

test('[U25] the words of a refusal stay with the chat that they are about', async () => {
  let full = false;
  const page = await renderPage({ repository: createFullRepository(() => full) });
  server.replyWith(reply('An answer.'));
  await page.ask('First');
  await page.lastStands('done');
  full = true;
  await page.user.type(page.message(), 'Second{Enter}');
  await screen.findByRole('alert');
  await page.user.click(page.button('New chat'));
  expect(screen.queryByRole('alert')).toBeNull();
});

test('[U25] a browser that keeps nothing is said to, and the page works in memory', async () => {
  const repository = {
    ...createMemoryRepository(),
    loadConversations: () => Promise.reject(new StorageError('unavailable', 'This browser keeps no chats.')),
  };
  const page = await renderPage({ repository });
  expect(await screen.findByRole('alert')).toHaveTextContent('This browser keeps no chats.');
  server.replyWith(reply('An answer.'));
  await page.ask('First');
  await page.lastStands('done');
  expect(within(screen.getByRole('navigation', { name: 'Chats' })).getByRole('link', { name: 'First' })).toBeVisible();
});
