import { screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { createGate, hold, reply } from '../../mocks/script.ts';
import { renderPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

/** A page whose first reply stands still, with two messages that wait. */
async function renderQueued() {
  const gate = createGate();
  server.replyWith(reply('Half', hold(gate), ' and the rest'));
  const page = await renderPage();
  await page.ask('One');
  await gate.reached;
  await page.user.type(page.message(), 'Two{Enter}');
  await page.user.type(page.message(), 'Three');
  await page.user.click(page.button('Queue'));
  const queue = await screen.findByRole('region', { name: 'Queue' });
  const texts = () =>
    within(queue)
      .getAllByRole('listitem')
      .map((item) => item.textContent);
  const row = (text: string) => {
    const found = within(queue)
      .getAllByRole('listitem')
      .find((item) => item.textContent === text);
    if (!found) throw new Error(`Nothing that waits says ${text}.`);
    return within(found);
  };
  return { ...page, gate, queue, texts, row };
}

test('[U40] [U7] Enter and Queue let a text wait while a reply streams; it is asked when that has ended', async () => {
  const page = await renderQueued();
  expect(page.texts()).toEqual(['Two', 'Three']);
  expect(page.message()).toHaveValue('');
  expect(within(page.queue).getByRole('heading')).toHaveTextContent('2 messages queued');
  server.replyWith(reply('Another'));
  server.replyWith(reply('Another'));
  page.gate.release();
  await waitFor(() => expect(page.turns()).toHaveLength(6));
  await page.lastStands('done');
  expect(screen.queryByRole('region', { name: 'Queue' })).toBeNull();
  expect(page.turns().map((turn) => turn.querySelector('[data-reply-body]')?.textContent)).toEqual([
    'One',
    'Half and the rest',
    'Two',
    'Another',
    'Three',
    'Another',
  ]);
});

test('[U40] what waits is moved, changed and removed with the keyboard, and the focus goes along', async () => {
  const page = await renderQueued();
  page.row('Three').getByRole('button', { name: 'Move up' }).focus();
  await page.user.keyboard('{Enter}');
  expect(page.texts()).toEqual(['Three', 'Two']);
  expect(page.row('Three').getByRole('button', { name: 'Move up' })).toHaveFocus();
  page.row('Two').getByRole('button', { name: 'Edit' }).focus();
  await page.user.keyboard('{Enter}');
  expect(page.queue).toHaveTextContent('a message is being changed');
  const field = within(page.queue).getByRole('textbox', { name: 'Edit queued message' });
  expect(field).toHaveFocus();
  await page.user.keyboard(' and more{Control>}{Enter}{/Control}');
  expect(page.texts()).toEqual(['Three', 'Two and more']);
  expect(page.row('Two and more').getByRole('button', { name: 'Edit' })).toHaveFocus();
  expect(page.queue).not.toHaveTextContent('Paused');
  for (const text of ['Three', 'Two and more']) {
    page.row(text).getByRole('button', { name: 'Remove' }).focus();
    await page.user.keyboard('{Enter}');
  }
  expect(page.message()).toHaveFocus();
});

test('[U40] Stop pauses the queue, which says so; Send next goes on', async () => {
  const page = await renderQueued();
  await page.user.click(page.button('Stop'));
  await page.lastStands('stopped');
  await waitFor(() => expect(page.queue).toHaveTextContent('Paused, because the reply was stopped.'));
  expect(page.texts()).toEqual(['Two', 'Three']);
  server.replyWith(reply('Another'));
  await page.user.click(page.button('Send next'));
  await waitFor(() => expect(page.turns()).toHaveLength(6));
});

test('[N25] what was typed into the editor of a queued message is there again when its chat is, and holds the queue', async () => {
  const page = await renderQueued();
  await page.user.click(page.row('Two').getByRole('button', { name: 'Edit' }));
  const editor = () => screen.getByRole('textbox', { name: 'Edit queued message' });
  await page.user.type(editor(), ', changed');
  await page.user.click(page.button('New chat'));
  expect(screen.queryByRole('region', { name: 'Queue' })).toBeNull();
  page.gate.release();
  await page.user.click(screen.getByRole('link', { name: /^One/ }));
  await page.lastStands('done');
  await screen.findByRole('region', { name: 'Queue' });
  expect(editor()).toHaveValue('Two, changed');
  expect(editor()).not.toHaveFocus();
  server.replyWith(reply('Another'));
  server.replyWith(reply('Another'));
  await page.user.click(page.button('Save'));
  await waitFor(() => expect(page.turns()).toHaveLength(6));
  expect(page.turns()[2]?.querySelector('[data-reply-body]')).toHaveTextContent('Two, changed');
});

test('[N42] an editor that is opened and left with its chat, unchanged, leaves the queue running', async () => {
  const page = await renderQueued();
  await page.user.click(page.row('Two').getByRole('button', { name: 'Edit' }));
  expect(page.queue).toHaveTextContent('a message is being changed');
  await page.user.click(page.button('New chat'));
  await page.user.click(screen.getByRole('link', { name: /^One/ }));
  const queue = await screen.findByRole('region', { name: 'Queue' });
  expect(queue).not.toHaveTextContent('Paused');
  expect(within(queue).queryByRole('textbox')).toBeNull();
  server.replyWith(reply('Another'));
  server.replyWith(reply('Another'));
  page.gate.release();
  await waitFor(() => expect(page.turns()).toHaveLength(6));
});

test('[N41] a message whose change was begun elsewhere shows what is sent with Send now', async () => {
  const page = await renderQueued();
  for (const text of ['Three', 'Two']) {
    await page.user.click(page.row(text).getByRole('button', { name: 'Edit' }));
    await page.user.type(screen.getByRole('textbox', { name: 'Edit queued message' }), ', changed');
  }
  server.replyWith(reply('Another'));
  await page.user.click(page.row('Three, changed').getByRole('button', { name: 'Send now' }));
  await waitFor(() => expect(page.turns()).toHaveLength(4));
  expect(page.turns()[2]?.querySelector('[data-reply-body]')).toHaveTextContent('Three, changed');
  await page.lastStands('done');
  expect(page.turns()).toHaveLength(4);
  expect(screen.getByRole('textbox', { name: 'Edit queued message' })).toHaveValue('Two, changed');
});
