import { act, screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { reply } from '../../mocks/script.ts';
import type { Message } from '../../src/conversation/Message.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import type { ConversationRepository } from '../../src/persistence/ConversationRepository.ts';
import { answer, conversation, question } from '../persistence/rows.ts';
import { renderPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

const chat = conversation('chat-0001', { title: 'Kept' });
const asked = question('question-1', chat.id);

async function repositoryWithChat(): Promise<ConversationRepository> {
  const repository = createMemoryRepository();
  await repository.save({ conversations: [chat], messages: [asked, answer('answer-01', asked)] }, 'strict');
  return repository;
}

async function go(how: 'back' | 'forward', path: RegExp): Promise<void> {
  history[how]();
  await waitFor(() => expect(location.pathname).toMatch(path));
}

test('[U19] the address of a chat opens it', async () => {
  const page = await renderPage({ address: '/c/chat-0001', repository: await repositoryWithChat() });
  await waitFor(() => expect(page.lastText()).toBe('An answer.'));
  expect(document.title).toBe('Kept · Rivulet');
  expect(screen.getByRole('link', { name: 'Kept' })).toHaveAttribute('aria-current', 'page');
});

test('[U19] while a chat is read the page does not pretend to be a new one', async () => {
  const reading = Promise.withResolvers<readonly Message[]>();
  const repository = { ...(await repositoryWithChat()), loadMessages: () => reading.promise };
  const page = await renderPage({ address: '/c/chat-0001', repository });
  expect(screen.queryByRole('heading', { name: 'What would you like to know?' })).toBeNull();
  const message = page.message();
  await act(async () => reading.resolve([asked, answer('answer-01', asked)]));
  await waitFor(() => expect(page.lastText()).toBe('An answer.'));
  expect(page.message()).toBe(message);
});

test('[U19] the first question gives the chat its address; back and forward lead between chats', async () => {
  const page = await renderPage();
  server.replyWith(reply('First answer.'));
  await page.ask('First');
  await page.lastStands('done');
  const first = location.pathname;
  expect(first).toMatch(/^\/c\/[A-Za-z0-9_-]{8,64}$/);
  await page.user.click(page.button('New chat'));
  server.replyWith(reply('Second answer.'));
  await page.ask('Second');
  await page.lastStands('done');
  await go('back', /^\/$/);
  await waitFor(() => expect(screen.queryAllByRole('article')).toEqual([]));
  await go('back', /^\/c\//);
  expect(location.pathname).toBe(first);
  await waitFor(() => expect(page.lastText()).toBe('First answer.'));
  await go('forward', /^\/$/);
  await go('forward', /^\/c\//);
  await waitFor(() => expect(page.lastText()).toBe('Second answer.'));
  expect(document.title).toBe('Second · Rivulet');
});

test.each(['/c/not-a-chat-here', '/c/short', '/somewhere/else'])(
  '[U19] at %s, where no chat is, the page says so and offers to begin one',
  async (address) => {
    const page = await renderPage({ address });
    expect(await screen.findByRole('heading', { name: 'This chat is not here' })).toBeVisible();
    expect(screen.queryByRole('textbox', { name: 'Message' })).toBeNull();
    await page.user.click(page.button('Begin a chat'));
    expect(location.pathname).toBe('/');
    expect(page.message()).toHaveFocus();
  },
);

test('[U19] a chat that was never opened and that Undo brings back while its address is shown is read', async () => {
  const page = await renderPage({ repository: await repositoryWithChat() });
  history.pushState(null, '', '/c/chat-0001');
  history.pushState(null, '', '/');
  await page.user.click(screen.getByRole('button', { name: 'Delete' }));
  await go('back', /chat-0001/);
  await screen.findByText('This chat is not here');
  await page.user.click(page.button('Undo'));
  await waitFor(() => expect(page.lastText()).toBe('An answer.'));
});

test('[U19] a chat that Undo brings back stands again at its address', async () => {
  const page = await renderPage({ address: '/c/chat-0001', repository: await repositoryWithChat() });
  await waitFor(() => expect(page.lastText()).toBe('An answer.'));
  await page.user.click(page.button('Delete'));
  expect(location.pathname).toBe('/');
  await go('back', /^\/c\//);
  expect(await screen.findByRole('heading', { name: 'This chat is not here' })).toBeVisible();
  await page.user.click(page.button('Undo'));
  await waitFor(() => expect(page.lastText()).toBe('An answer.'));
  expect(within(screen.getByRole('main')).queryByRole('heading', { name: 'This chat is not here' })).toBeNull();
});
