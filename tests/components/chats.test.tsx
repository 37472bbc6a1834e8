import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { createGate, hold, reply } from '../../mocks/script.ts';
import { createManualClock } from '../transport/createManualClock.ts';
import { renderPage, type PageOptions, type RenderedPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

const list = () => screen.getByRole('navigation', { name: 'Chats' });
const link = (title: string) => within(list()).getByRole('link', { name: title });
const titles = () =>
  within(list())
    .queryAllByRole('link')
    .map((each) => each.textContent);
const titleField = () => screen.getByRole('textbox', { name: 'Chat title' });

/** The row button of a chat. */
function rowButton(title: string, name: string): HTMLElement {
  const row = link(title).closest('li');
  if (!row) throw new Error('A chat stands in a list.');
  return within(row).getByRole('button', { name });
}

/** A page with a chat for each question, the last one in sight. */
async function renderWithChats(questions: readonly string[], options?: PageOptions): Promise<RenderedPage> {
  const page = await renderPage(options);
  for (const question of questions) {
    server.replyWith(reply(`Answer to ${question}.`));
    await page.user.click(page.button('New chat'));
    await page.ask(question);
    await page.lastStands('done');
  }
  return page;
}

test('[U18] New chat begins with the composer, and the list leads back', async () => {
  const page = await renderWithChats(['First', 'Second']);
  expect(titles()).toEqual(['Second', 'First']);
  await page.user.click(page.button('New chat'));
  expect(screen.queryAllByRole('article')).toEqual([]);
  expect(page.message()).toHaveFocus();
  await page.user.click(link('First'));
  expect(page.lastText()).toBe('Answer to First.');
  expect(link('First')).toHaveAttribute('aria-current', 'page');
  expect(link('Second')).not.toHaveAttribute('aria-current');
  expect(page.message()).toHaveFocus();
});

test('[U18] with a modifier the browser opens the link itself', async () => {
  const page = await renderWithChats(['First']);
  await page.user.click(page.button('New chat'));
  // Whoever comes last here sees whether the page took the click for itself, and jsdom cannot go there.
  let taken: boolean | undefined;
  const seeLast = (event: Event) => {
    taken = event.defaultPrevented;
    event.preventDefault();
  };
  addEventListener('click', seeLast, { once: true });
  fireEvent.click(link('First'), { ctrlKey: true });
  expect(taken).toBe(false);
  expect(location.pathname).toBe('/');
});

test('[U18] the list says which chat is being answered', async () => {
  const page = await renderPage();
  const gate = createGate();
  server.replyWith(reply('Half', hold(gate)));
  await page.ask('First');
  await gate.reached;
  expect(link('First Generating')).toBeVisible();
  gate.release();
  await page.lastStands('done');
  expect(titles()).toEqual(['First']);
});

test('[U18] Rename takes a new title with Enter and gives the focus back to the chat', async () => {
  const page = await renderWithChats(['First']);
  await page.user.click(rowButton('First', 'Rename'));
  expect(titleField()).toHaveFocus();
  await page.user.keyboard('  On streams  {Enter}');
  expect(titles()).toEqual(['On streams']);
  expect(document.title).toBe('On streams · Rivulet');
  expect(link('On streams')).toHaveFocus();
});

test('[U18] leaving the field keeps the title and the focus where the reader went', async () => {
  const page = await renderWithChats(['First']);
  await page.user.click(rowButton('First', 'Rename'));
  await page.user.keyboard('On streams');
  await page.user.click(page.message());
  await waitFor(() => expect(titles()).toEqual(['On streams']));
  // Two frames, in which a late focus would show.
  await act(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect(page.message()).toHaveFocus();
});

test('[U18] Esc and an empty title change nothing', async () => {
  const page = await renderWithChats(['First']);
  await page.user.click(rowButton('First', 'Rename'));
  await page.user.keyboard('Something else{Escape}');
  expect(titles()).toEqual(['First']);
  await page.user.click(rowButton('First', 'Rename'));
  await page.user.clear(titleField());
  await page.user.keyboard('{Enter}');
  expect(titles()).toEqual(['First']);
});

test('[U4] [U18] Enter and Esc of an input method do not end a title', async () => {
  const page = await renderWithChats(['First']);
  await page.user.click(rowButton('First', 'Rename'));
  fireEvent.keyDown(titleField(), { key: 'Enter', isComposing: true });
  fireEvent.keyDown(titleField(), { key: 'Escape', keyCode: 229 });
  expect(titleField()).toBeVisible();
});

test('[U18] Delete takes the chat in sight away at once, and Undo brings it back to where it was', async () => {
  const page = await renderWithChats(['First', 'Second']);
  await page.user.click(rowButton('Second', 'Delete'));
  await waitFor(() => expect(titles()).toEqual(['First']));
  expect(location.pathname).toBe('/');
  expect(page.message()).toHaveFocus();
  await page.user.click(page.button('Undo'));
  expect(titles()).toEqual(['Second', 'First']);
  expect(page.lastText()).toBe('Answer to Second.');
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  expect(server.forgotten).toEqual([]);
});

test('[U18] a chat that is not in sight is deleted and undone without leaving the one that is', async () => {
  const page = await renderWithChats(['First', 'Second']);
  const { pathname } = location;
  await page.user.click(rowButton('First', 'Delete'));
  await waitFor(() => expect(titles()).toEqual(['Second']));
  expect(link('Second')).toHaveFocus();
  await page.user.click(page.button('Undo'));
  expect(titles()).toEqual(['Second', 'First']);
  expect(location.pathname).toBe(pathname);
});

test('[U18] when the last chat leaves the list, the list has the focus', async () => {
  const page = await renderWithChats(['First']);
  await page.user.click(page.button('New chat'));
  await page.user.click(rowButton('First', 'Delete'));
  expect(list()).toHaveFocus();
});

test('[U18] after ten seconds Undo is gone, and so is the chat, on the server too', async () => {
  const clock = createManualClock();
  const page = await renderWithChats(['First'], { clock });
  const { pathname } = location;
  await page.user.click(rowButton('First', 'Delete'));
  await screen.findByRole('button', { name: 'Undo' });
  act(() => clock.advance(9_999));
  expect(page.button('Undo')).toBeVisible();
  act(() => clock.advance(1));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull());
  await waitFor(() => expect(server.forgotten).toContain(server.requests[0]?.replyId));
  act(() => history.pushState(null, '', pathname));
  act(() => void dispatchEvent(new PopStateEvent('popstate')));
  expect(await screen.findByRole('heading', { name: 'This chat is not here' })).toBeVisible();
});

test('[U18] a chat that is deleted while it is answered is stopped, and Undo brings back what had arrived', async () => {
  const page = await renderPage();
  const gate = createGate();
  server.replyWith(reply('Half an answer', hold(gate)));
  await page.ask('First');
  await gate.reached;
  await waitFor(() => expect(page.lastText()).toBe('Half an answer'));
  await page.user.click(page.button('Delete'));
  await waitFor(() => expect(server.stops).toHaveLength(1));
  await page.user.click(page.button('Undo'));
  await page.lastStands('stopped');
  expect(page.lastText()).toBe('Half an answer');
});
