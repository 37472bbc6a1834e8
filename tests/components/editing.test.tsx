import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { createGate, hold, reply } from '../../mocks/script.ts';
import { renderPage, type RenderedPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

const editor = () => screen.getByRole('textbox', { name: 'Edit message' });
const queryEditor = () => screen.queryByRole('textbox', { name: 'Edit message' });

/** A page with one question and its answer. */
async function renderAnswered(): Promise<RenderedPage> {
  server.replyWith(reply('First answer.'));
  const page = await renderPage();
  await page.ask('First question');
  await page.lastStands('done');
  return page;
}

test('[U12] Edit and Save make a branch: the changed question is answered anew, the earlier one stays', async () => {
  const page = await renderAnswered();
  await page.user.click(page.button('Edit'));
  expect(editor()).toHaveValue('First question');
  expect(editor()).toHaveFocus();
  server.replyWith(reply('Second answer.'));
  await page.user.type(editor(), ', changed');
  await page.user.click(page.button('Save'));
  await waitFor(() => expect(page.lastText()).toBe('Second answer.'));
  await page.lastStands('done');
  const [question] = page.turns();
  expect(question?.querySelector('[data-reply-body]')).toHaveTextContent('First question, changed');
  expect(question).toHaveTextContent('Version 2/2');
  expect(server.requests[1]?.messages).toEqual([
    { role: 'user', parts: [{ type: 'text', text: 'First question, changed' }] },
  ]);
  await page.user.click(within(question as HTMLElement).getByRole('button', { name: 'Previous version' }));
  await waitFor(() => expect(page.lastText()).toBe('First answer.'));
  expect(page.turns()).toHaveLength(2);
});

test('[U12] Ctrl+Enter saves; Enter alone breaks the line', async () => {
  const page = await renderAnswered();
  await page.user.click(page.button('Edit'));
  server.replyWith(reply('Second answer.'));
  await page.user.type(editor(), '{Enter}changed');
  expect(editor()).toHaveValue('First question\nchanged');
  await page.user.keyboard('{Control>}{Enter}{/Control}');
  await waitFor(() => expect(page.lastText()).toBe('Second answer.'));
});

test('[U12] after Save the focus is in the composer', async () => {
  const page = await renderAnswered();
  await page.user.click(page.button('Edit'));
  server.replyWith(reply('Second answer.'));
  await page.user.click(page.button('Save'));
  await waitFor(() => expect(page.lastText()).toBe('Second answer.'));
  expect(page.message()).toHaveFocus();
});

test.each(['Cancel', 'Esc'])('[U12] %s takes the change back and gives the focus to the composer', async (way) => {
  const page = await renderAnswered();
  await page.user.click(page.button('Edit'));
  await page.user.type(editor(), ', changed');
  if (way === 'Esc') await page.user.keyboard('{Escape}');
  else await page.user.click(page.button('Cancel'));
  expect(queryEditor()).toBeNull();
  expect(page.turns()[0]).toHaveTextContent(/First question$/);
  expect(page.message()).toHaveFocus();
  expect(server.requests).toHaveLength(1);
});

test('[U12] a question without a word is not saved', async () => {
  const page = await renderAnswered();
  await page.user.click(page.button('Edit'));
  await page.user.clear(editor());
  await page.user.click(page.button('Save'));
  await page.user.keyboard('{Control>}{Enter}{/Control}');
  expect(editor()).toHaveValue('');
  expect(server.requests).toHaveLength(1);
});

test.each([{ isComposing: true }, { keyCode: 229 }])(
  '[U4] Esc and Ctrl+Enter of an input method leave the editor alone: %o',
  async (init) => {
    const page = await renderAnswered();
    await page.user.click(page.button('Edit'));
    fireEvent.keyDown(editor(), { key: 'Escape', ...init });
    fireEvent.keyDown(editor(), { key: 'Enter', ctrlKey: true, ...init });
    expect(editor()).toBeVisible();
    expect(server.requests).toHaveLength(1);
  },
);

test('[U12] an edit that cannot be sent yet says so and loses nothing', async () => {
  const page = await renderAnswered();
  const gate = createGate();
  server.replyWith(reply('Busy', hold(gate)));
  await page.ask('Second question');
  await gate.reached;
  const [question] = page.turns();
  await page.user.click(within(question as HTMLElement).getByRole('button', { name: 'Edit' }));
  await page.user.type(editor(), ', changed');
  await page.user.click(page.button('Save'));
  expect(await screen.findByRole('alert')).toHaveTextContent('A reply is still being written here.');
  expect(editor()).toHaveValue('First question, changed');
});

test('[U6] Up in an empty composer edits the last question', async () => {
  const page = await renderAnswered();
  await page.user.keyboard('{ArrowUp}');
  expect(editor()).toHaveValue('First question');
  expect(editor()).toHaveFocus();
});

test('[U6] Up in a composer with text, with a modifier or while a reply streams edits nothing', async () => {
  const page = await renderAnswered();
  await page.user.keyboard('{Shift>}{ArrowUp}{/Shift}');
  expect(queryEditor()).toBeNull();
  await page.user.keyboard(' {ArrowUp}');
  expect(queryEditor()).toBeNull();
  await page.user.clear(page.message());
  const gate = createGate();
  server.replyWith(reply('Second', hold(gate)));
  await page.ask('Second question');
  await gate.reached;
  await page.user.keyboard('{ArrowUp}');
  expect(queryEditor()).toBeNull();
});

test('[U6] Up in a new chat does nothing', async () => {
  const page = await renderPage();
  await page.user.type(page.message(), '{ArrowUp}');
  expect(queryEditor()).toBeNull();
});

test('[N25] what was typed into the editor of a question is there when it is opened again, until it is cancelled or saved', async () => {
  const page = await renderAnswered();
  await page.user.click(page.button('Edit'));
  await page.user.type(editor(), ', half cha');
  await page.user.click(page.button('New chat'));
  expect(queryEditor()).not.toBeInTheDocument();
  await page.user.click(screen.getByRole('link', { name: /First question/ }));
  expect(editor()).toHaveValue('First question, half cha');
  await page.user.click(page.button('Cancel'));
  expect(page.session.drafts.getState().size).toBe(0);
  await page.user.click(page.button('Edit'));
  expect(editor()).toHaveValue('First question');
  server.replyWith(reply('Second answer.'));
  await page.user.type(editor(), ', changed');
  await page.user.click(page.button('Save'));
  await waitFor(() => expect(page.lastText()).toBe('Second answer.'));
  expect(page.session.drafts.getState().size).toBe(0);
});
