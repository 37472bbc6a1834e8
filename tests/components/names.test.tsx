import { screen, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { createGate, fail, hold, reply } from '../../mocks/script.ts';
import { renderPage, type RenderedPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

/** The names of all that a screen reader finds of a role. */
const namesOf = (role: string, within_: HTMLElement = document.body): string[] =>
  within(within_)
    .queryAllByRole(role)
    .map((element) => element.getAttribute('aria-label') ?? element.textContent);

async function renderAnswered(): Promise<RenderedPage> {
  server.replyWith(reply('Look: ![a cat](https://pictures.example/cat.png)\n\n```js\nlet a = 1;\n```\n'));
  const page = await renderPage();
  await page.ask('Question');
  await page.lastStands('done');
  return page;
}

test('[U26] a new chat: textbox Message, buttons Send, New chat and Model: NAME, navigation Chats', async () => {
  await renderPage();
  expect(namesOf('textbox')).toEqual(['Message']);
  expect(namesOf('button')).toEqual(expect.arrayContaining(['Send', 'New chat', 'Model: Mock model', 'Providers']));
  expect(namesOf('navigation')).toEqual(['Chats']);
});

test('[U26] a turn: an article with data-message-id and data-status, a hidden heading, its text in data-reply-body', async () => {
  const page = await renderAnswered();
  const [question, answer] = page.turns();
  expect(
    page.turns().map((turn) => [turn.dataset['status'], within(turn).getByRole('heading', { level: 2 }).textContent]),
  ).toEqual([
    ['sent', 'You said'],
    ['done', 'Assistant said'],
  ]);
  expect(question?.dataset['messageId']).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
  expect(answer?.dataset['messageId']).not.toBe(question?.dataset['messageId']);
  expect(page.turns().map((turn) => turn.querySelectorAll('[data-reply-body]').length)).toEqual([1, 1]);
  expect(within(answer as HTMLElement).getByRole('heading', { name: 'Assistant said' })).toHaveClass('sr-only');
  expect(screen.getByRole('region', { name: 'Conversation' })).toHaveAttribute('data-message-count', '2');
});

test('[U26] an answered chat: Edit and Copy at the question, Copy, Regenerate, Copy code and Open image at the answer', async () => {
  const page = await renderAnswered();
  const [question, answer] = page.turns();
  expect(namesOf('button', question)).toEqual(['Copy', 'Edit', 'More']);
  expect(namesOf('button', answer)).toEqual([
    'Open image from pictures.example',
    'Wrap lines',
    'Download code',
    'Copy code',
    'Copy',
    'Regenerate',
    'More',
  ]);
  expect(namesOf('button', screen.getByRole('navigation'))).toEqual(['Rename', 'Delete', 'More']);
});

test('[U26] the editor: textbox Edit message, buttons Cancel and Save', async () => {
  const page = await renderAnswered();
  await page.user.click(page.button('Edit'));
  const [question] = page.turns();
  expect(namesOf('textbox', question)).toEqual(['Edit message']);
  expect(namesOf('button', question)).toEqual(['Cancel', 'Save']);
});

test('[U26] while a reply streams: Stop, and data-status queued or streaming', async () => {
  const [before, after] = [createGate(), createGate()];
  server.replyWith(reply(hold(before), 'Half', hold(after)));
  const page = await renderPage();
  await page.ask('Question');
  await before.reached;
  expect(['queued', 'streaming']).toContain(page.lastTurn().dataset['status']);
  before.release();
  await page.lastStands('streaming');
  expect(page.button('Stop')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Send' })).toBeNull();
});

test('[U26] versions: Previous version and Next version; a failure: Retry; after Delete: Undo', async () => {
  const page = await renderAnswered();
  server.replyWith(reply(fail('overloaded')));
  await page.user.click(page.button('Regenerate'));
  await page.lastStands('failed');
  expect(namesOf('button', page.lastTurn())).toEqual([
    'Retry',
    'Regenerate',
    'Previous version',
    'Next version',
    'More',
  ]);
  await page.user.click(page.button('Delete'));
  expect(await screen.findByRole('button', { name: 'Undo' })).toBeVisible();
});

test('[U26] an image is never loaded, and its button opens it in a new tab', async () => {
  const page = await renderAnswered();
  const open = vi.spyOn(window, 'open').mockReturnValue(null);
  await page.user.click(page.button('Open image from pictures.example'));
  expect(open).toHaveBeenCalledWith('https://pictures.example/cat.png', '_blank', 'noopener,noreferrer');
  expect(document.querySelector('img')).toBeNull();
});
