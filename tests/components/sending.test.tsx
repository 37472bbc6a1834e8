import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { createGate, hold, reply } from '../../mocks/script.ts';
import { renderPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

test('[U2] Enter sends: question and answer stand in the thread, and the chat is called after its question', async () => {
  server.replyWith(reply('A stream is a ', '**sequence** of pieces.'));
  const page = await renderPage();
  await page.ask('What is a stream?');
  await page.lastStands('done');
  const [question, answer] = page.turns();
  expect(within(question as HTMLElement).getByRole('heading', { name: 'You said' })).toBeInTheDocument();
  expect(within(answer as HTMLElement).getByRole('heading', { name: 'Assistant said' })).toBeInTheDocument();
  expect(page.lastText()).toBe('A stream is a sequence of pieces.');
  expect(page.message()).toHaveValue('');
  expect(document.title).toBe('What is a stream? · Rivulet');
  const link = within(screen.getByRole('navigation', { name: 'Chats' })).getByRole('link');
  expect(link).toHaveAccessibleName('What is a stream?');
  expect(link).toHaveAttribute('aria-current', 'page');
  expect(link).toHaveAttribute('href', location.pathname);
  expect(server.requests).toHaveLength(1);
});

test('[U2] the Send button sends too', async () => {
  server.replyWith(reply('Hello.'));
  const page = await renderPage();
  await page.user.type(page.message(), 'Hi');
  await page.user.click(page.button('Send'));
  await page.lastStands('done');
  expect(page.lastText()).toBe('Hello.');
});

test('[U2] a question without a word is not sent, by key or by button', async () => {
  const page = await renderPage();
  await page.user.type(page.message(), '  {Shift>}{Enter}{/Shift} {Enter}');
  expect(page.button('Send')).toHaveAttribute('aria-disabled', 'true');
  await page.user.click(page.button('Send'));
  expect(page.message()).toHaveValue('  \n ');
  expect(server.requests).toHaveLength(0);
});

test('[U2] Shift+Enter breaks the line', async () => {
  server.replyWith(reply('Fine.'));
  const page = await renderPage();
  await page.user.type(page.message(), 'one{Shift>}{Enter}{/Shift}two');
  expect(page.message()).toHaveValue('one\ntwo');
  await page.user.keyboard('{Enter}');
  await page.lastStands('done');
  expect(server.requests[0]?.messages[0]?.parts).toEqual([{ type: 'text', text: 'one\ntwo' }]);
});

test('[U2] on touch Enter breaks the line and the button sends', async () => {
  server.replyWith(reply('Fine.'));
  const page = await renderPage({ screen: 'phone' });
  await page.user.type(page.message(), 'one{Enter}two');
  expect(page.message()).toHaveValue('one\ntwo');
  expect(page.message()).toHaveAttribute('enterkeyhint', 'enter');
  await page.user.click(page.button('Send'));
  await page.lastStands('done');
  expect(server.requests).toHaveLength(1);
});

test('[U3] an Enter that is held down sends once', async () => {
  const gate = createGate();
  server.replyWith(reply('One.', hold(gate)));
  const page = await renderPage();
  await page.user.type(page.message(), 'Once');
  fireEvent.keyDown(page.message(), { key: 'Enter' });
  await gate.reached;
  fireEvent.change(page.message(), { target: { value: 'again' } });
  fireEvent.keyDown(page.message(), { key: 'Enter', repeat: true });
  gate.release();
  await page.lastStands('done');
  fireEvent.keyDown(page.message(), { key: 'Enter', repeat: true });
  expect(page.message()).toHaveValue('again');
  expect(server.requests).toHaveLength(1);
});

test('[U3] a double click on Send sends and does not stop', async () => {
  const gate = createGate();
  server.replyWith(reply('One.', hold(gate)));
  const page = await renderPage();
  await page.user.type(page.message(), 'Once');
  await page.user.dblClick(page.button('Send'));
  await gate.reached;
  fireEvent.click(page.button('Stop'), { detail: 2 });
  gate.release();
  await page.lastStands('done');
  expect(server.requests).toHaveLength(1);
  expect(server.stops).toEqual([]);
});

test('[U3] an Enter that is held down on the Send button sends and does not stop', async () => {
  const gate = createGate();
  server.replyWith(reply('One.', hold(gate)));
  const page = await renderPage();
  await page.user.type(page.message(), 'Once');
  await page.user.tab();
  await page.user.tab();
  expect(page.button('Send')).toHaveFocus();
  await page.user.keyboard('{Enter}');
  await gate.reached;
  // The browser clicks a button for each keydown of Enter that nobody prevents.
  expect(fireEvent.keyDown(page.button('Stop'), { key: 'Enter', repeat: true })).toBe(false);
  gate.release();
  await page.lastStands('done');
});

test('[U3] Send becomes Stop and Send again in the same element, which keeps the focus', async () => {
  const gate = createGate();
  server.replyWith(reply('One.', hold(gate)));
  const page = await renderPage();
  await page.user.type(page.message(), 'Hi');
  const button = page.button('Send');
  button.focus();
  await page.user.keyboard('{Enter}');
  await gate.reached;
  expect(page.button('Stop')).toBe(button);
  expect(button).toHaveFocus();
  gate.release();
  await page.lastStands('done');
  expect(page.button('Send')).toBe(button);
  expect(button).toHaveFocus();
});

test('[U3] the composer is the same element, and keeps the focus, from the empty chat to the answer', async () => {
  server.replyWith(reply('Hello.'));
  const page = await renderPage();
  const message = page.message();
  expect(message).toHaveFocus();
  await page.ask('Hi');
  await page.lastStands('done');
  expect(page.message()).toBe(message);
  expect(message).toHaveFocus();
});

test.each([
  ['says that it composes', { isComposing: true }],
  ['has the key code 229, as in Safari', { keyCode: 229 }],
])('[U4] an Enter that %s belongs to the input method', async (_words, init) => {
  const page = await renderPage();
  await page.user.type(page.message(), 'かな');
  expect(fireEvent.keyDown(page.message(), { key: 'Enter', ...init })).toBe(true);
  expect(page.message()).toHaveValue('かな');
  expect(server.requests).toHaveLength(0);
});

test('[U7] what is typed while the first question is on its way stays in the composer', async () => {
  const gate = createGate();
  server.replyWith(reply('One.', hold(gate)));
  const page = await renderPage();
  await page.user.type(page.message(), 'First');
  fireEvent.keyDown(page.message(), { key: 'Enter' });
  fireEvent.change(page.message(), { target: { value: 'and then' } });
  await gate.reached;
  await waitFor(() => expect(location.pathname).toMatch(/^\/c\//));
  expect(page.message()).toHaveValue('and then');
});

test('[U7] what is typed stays with its chat', async () => {
  server.replyWith(reply('One.'));
  const page = await renderPage();
  await page.ask('First');
  await page.lastStands('done');
  await page.user.type(page.message(), 'Half a thought');
  await page.user.click(page.button('New chat'));
  expect(page.message()).toHaveValue('');
  await page.user.click(screen.getByRole('link', { name: 'First' }));
  expect(page.message()).toHaveValue('Half a thought');
});

test('[U7] a starter is put into the composer, to be changed or sent', async () => {
  const page = await renderPage();
  await page.user.click(page.button('What is a stream?'));
  expect(page.message()).toHaveValue('What is a stream?');
  expect(page.message()).toHaveFocus();
  expect(server.requests).toHaveLength(0);
});
