import { screen, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { reply } from '../../mocks/script.ts';
import { withQuote } from '../../src/components/quote/withQuote.ts';
import { renderPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => {
  getSelection()?.removeAllRanges();
  server.reset();
});
afterAll(() => server.close());

function selectIn(element: Element | null): void {
  if (!element) throw new Error('There is nothing to select.');
  getSelection()?.selectAllChildren(element);
}

test('[U99] a quote stands apart from what is before and behind the caret, which is behind it', () => {
  expect(withQuote({ text: '', caret: 0 }, 'One\n\n- two\n')).toEqual({ text: '> One\n>\n> - two\n\n', caret: 17 });
  expect(withQuote({ text: 'Before  after', caret: 7 }, 'Mid')).toEqual({
    text: 'Before\n\n> Mid\n\nafter',
    caret: 15,
  });
});

test('[U99] More quotes what is selected of its turn as Markdown, and gives the composer the focus', async () => {
  server.replyWith(reply('Water **runs** down.\n\nAnd rests.'));
  const page = await renderPage();
  await page.ask('Question');
  await page.lastStands('done');
  const message = page.message() as HTMLTextAreaElement; // By its role.
  await page.user.type(page.message(), 'Why?');
  message.setSelectionRange(0, 0);
  within(page.lastTurn()).getByRole('button', { name: 'More' }).focus();
  selectIn(page.lastTurn().querySelector('p'));
  await page.user.keyboard('{Enter}');
  await page.user.click(await screen.findByRole('button', { name: 'Quote selection' }));
  await expect.poll(() => message.value).toBe('> Water **runs** down.\n\nWhy?');
  expect(page.message()).toHaveFocus();
  expect(message.selectionStart).toBe(24);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('[U99] More offers no quote where nothing of its turn is selected', async () => {
  server.replyWith(reply('Answer.'));
  const page = await renderPage();
  await page.ask('Question');
  await page.lastStands('done');
  within(page.lastTurn()).getByRole('button', { name: 'More' }).focus();
  selectIn(page.turns()[0]?.querySelector('[data-reply-body]') ?? null);
  await page.user.keyboard('{Enter}');
  await screen.findByRole('button', { name: 'Edit answer' });
  expect(screen.queryByRole('button', { name: 'Quote selection' })).toBeNull();
});
