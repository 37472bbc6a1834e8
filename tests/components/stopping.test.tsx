import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { createGate, hold, reply, type Gate } from '../../mocks/script.ts';
import { renderPage, type RenderedPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

/** A page whose first reply has said "Half an answer" and stands still. */
async function renderStreaming(): Promise<RenderedPage & { gate: Gate }> {
  const gate = createGate();
  server.replyWith(reply('Half an answer', hold(gate), ' and the rest'));
  const page = await renderPage();
  await page.ask('Tell me');
  await gate.reached;
  await waitFor(() => expect(page.lastText()).toBe('Half an answer'));
  return { ...page, gate };
}

test('[U10] Stop keeps what has arrived, says so, offers Continue and gives the focus to the composer', async () => {
  const page = await renderStreaming();
  await page.user.click(page.button('Stop'));
  await page.lastStands('stopped');
  expect(screen.getByRole('status')).toHaveTextContent(/^Stopped/);
  expect(page.lastText()).toBe('Half an answer');
  expect(within(page.lastTurn()).getByText('Stopped')).toBeVisible();
  expect(within(page.lastTurn()).getByRole('button', { name: 'Continue' })).toBeVisible();
  expect(page.message()).toHaveFocus();
  expect(server.stops).toEqual([server.requests[0]?.replyId]);
});

test('[U10] a reply that is stopped before its first word offers Retry', async () => {
  const gate = createGate();
  server.replyWith(reply(hold(gate), 'Never said'));
  const page = await renderPage();
  await page.ask('Tell me');
  await gate.reached;
  await page.user.click(page.button('Stop'));
  await page.lastStands('stopped');
  expect(page.lastText()).toBe('');
  server.replyWith(reply('Said at last.'));
  await page.user.click(within(page.lastTurn()).getByRole('button', { name: 'Retry' }));
  await page.lastStands('done');
  expect(page.lastText()).toBe('Said at last.');
  expect(page.turns()).toHaveLength(2);
});

test('[U10] on touch Stop leaves the focus where it is, so that no keyboard comes up', async () => {
  const gate = createGate();
  server.replyWith(reply('Half', hold(gate)));
  const page = await renderPage({ screen: 'phone' });
  await page.user.type(page.message(), 'Tell me');
  await page.user.click(page.button('Send'));
  await gate.reached;
  await page.user.click(page.button('Stop'));
  await page.lastStands('stopped');
  expect(page.message()).not.toHaveFocus();
});

test('[U10] Continue goes on in the same message', async () => {
  const page = await renderStreaming();
  await page.user.click(page.button('Stop'));
  await page.lastStands('stopped');
  const { messageId } = page.lastTurn().dataset;
  server.replyWith(reply(', continued.'));
  await page.user.click(page.button('Continue'));
  await page.lastStands('done');
  expect(page.lastText()).toBe('Half an answer, continued.');
  expect(page.lastTurn()).toHaveAttribute('data-message-id', messageId);
  expect(page.turns()).toHaveLength(2);
});

test('[U5] Esc stops, wherever the focus is', async () => {
  const page = await renderStreaming();
  await page.user.keyboard('{Escape}');
  await page.lastStands('stopped');
  expect(page.lastText()).toBe('Half an answer');
  expect(page.message()).toHaveFocus();
});

test('[U5] Esc that closes the model menu stops nothing', async () => {
  const page = await renderStreaming();
  await page.user.click(page.button('Model: Mock model'));
  await screen.findByRole('listbox');
  await page.user.keyboard('{Escape}');
  expect(screen.queryByRole('listbox')).toBeNull();
  expect(page.button('Model: Mock model')).toHaveFocus();
  expect(server.stops).toEqual([]);
  await page.user.keyboard('{Escape}');
  await page.lastStands('stopped');
});

test('[U5] Esc in a dialog stops nothing', async () => {
  const page = await renderStreaming();
  await page.user.click(page.button('Providers'));
  await screen.findByRole('dialog', { name: 'Connect a model' });
  await page.user.keyboard('{Escape}');
  expect(server.stops).toEqual([]);
});

test('[U5] Esc that takes back a title or an edit stops nothing', async () => {
  const page = await renderStreaming();
  await page.user.click(page.button('Rename'));
  await page.user.keyboard('{Escape}');
  expect(screen.queryByRole('textbox', { name: 'Chat title' })).toBeNull();
  await page.user.click(page.button('Edit'));
  await page.user.keyboard('{Escape}');
  expect(screen.queryByRole('textbox', { name: 'Edit message' })).toBeNull();
  expect(server.stops).toEqual([]);
});

test.each([{ isComposing: true }, { keyCode: 229 }])(
  '[U4] [U5] Esc that ends a composition stops nothing: %o',
  async (init) => {
    const page = await renderStreaming();
    fireEvent.keyDown(page.message(), { key: 'Escape', ...init });
    page.gate.release();
    await page.lastStands('done');
    expect(server.stops).toEqual([]);
  },
);

test('[U5] Esc when nothing streams does nothing', async () => {
  const page = await renderStreaming();
  page.gate.release();
  await page.lastStands('done');
  page.button('New chat').focus();
  await page.user.keyboard('{Escape}');
  expect(page.button('New chat')).toHaveFocus();
  expect(server.stops).toEqual([]);
});
