import { act, screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { createGate, hold, reply } from '../../mocks/script.ts';
import { messageLink } from '../../src/conversation/messageLink.ts';
import { textOf } from '../../src/conversation/Message.ts';
import { viewTurn } from '../../src/hooks/turnViews.ts';
import { renderPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

/** A page whose reply is paused after two of its five words. */
async function renderPaused() {
  const gate = createGate();
  server.replyWith(reply('One two', hold(gate), ' three four five'));
  const page = await renderPage();
  await page.ask('Question');
  await gate.reached;
  await waitFor(() => expect(page.lastText()).toBe('One two'));
  const pause = within(page.lastTurn()).getByRole('button', { name: 'Pause' });
  pause.focus();
  await page.user.keyboard('{Enter}');
  const textInStore = () =>
    [...page.session.store.getState().threads.values()].flatMap((thread) => [...thread.values()].map(textOf)).at(-1);
  return { ...page, gate, pause, textInStore };
}

test('[U96] a paused reply stands still while all of it is received, also after its end, until Resume', async () => {
  const page = await renderPaused();
  expect(page.pause).toHaveAttribute('aria-pressed', 'true');
  expect(page.pause).toHaveFocus();
  const line = await within(page.lastTurn()).findByText('Paused. 0 more words have come.');
  page.gate.release();
  await page.lastStands('done');
  expect(page.textInStore()).toBe('One two three four five');
  await waitFor(() => expect(line).toHaveTextContent('Paused. 3 more words have come.'));
  expect(page.lastText()).toBe('One two');
  await page.user.click(within(page.lastTurn()).getByRole('button', { name: 'Resume' }));
  expect(page.lastText()).toBe('One two three four five');
  expect(page.lastTurn()).toHaveFocus();
  expect(screen.queryByText(/^Paused/)).toBeNull();
});

test('[U96] the button that pauses goes on too, and gives the focus back when the reply ends', async () => {
  const page = await renderPaused();
  await page.user.keyboard('{Enter}');
  expect(page.pause).toHaveAttribute('aria-pressed', 'false');
  page.gate.release();
  await page.lastStands('done');
  expect(page.lastText()).toBe('One two three four five');
  expect(page.pause).not.toBeInTheDocument();
  expect(page.message()).toHaveFocus();
});

test('[U96] what is led to in a paused reply is shown, and so is a reply that begins anew', async () => {
  const page = await renderPaused();
  page.gate.release();
  await page.lastStands('done');
  const message = [...page.session.store.getState().threads.values()].flatMap((thread) => [...thread.values()]).at(-1);
  if (message?.role !== 'assistant') throw new Error('There is no answer.');
  history.pushState(null, '', messageLink(message.conversationId, message.id));
  act(() => void dispatchEvent(new PopStateEvent('popstate')));
  await waitFor(() => expect(page.lastText()).toBe('One two three four five'));

  const part = { type: 'text', text: 'Something else' } as const;
  const runs = message.runs.map((run) => ({ ...run, reply: { ...run.reply, parts: [part] } }));
  act(() => viewTurn(message.id, { ...message, runs }));
  await waitFor(() => expect(page.lastText()).toBe('One two three four five'));
});
