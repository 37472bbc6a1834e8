import { act, createEvent, fireEvent, screen } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { createGate, hold, reply } from '../../mocks/script.ts';
import { MAX_QUESTION_UNITS } from '../../protocol/limits.ts';
import { renderPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

test('[U2] where Ctrl+Enter is set to send, Enter breaks the line', async () => {
  server.replyWith(reply('Fine.'));
  const page = await renderPage();
  act(() => page.session.settings.changeSettings({ sendKey: 'Ctrl+Enter' }));
  await page.user.type(page.message(), 'one{Enter}two');
  expect(page.message()).toHaveValue('one\ntwo');
  await page.user.keyboard('{Control>}{Enter}{/Control}');
  await page.lastStands('done');
  expect(server.requests[0]?.messages[0]?.parts).toEqual([{ type: 'text', text: 'one\ntwo' }]);
});

/** The keys of an Enter that takes a word of an input method, in the order of each browser. */
const COMPOSITIONS: Readonly<Record<string, (field: HTMLElement) => void>> = {
  Chromium(field) {
    fireEvent.keyDown(field, { key: 'Enter', isComposing: true, keyCode: 229 });
    fireEvent.compositionEnd(field, { data: '日本' });
    fireEvent.keyUp(field, { key: 'Enter', isComposing: false });
  },
  Firefox(field) {
    fireEvent.keyDown(field, { key: 'Process', isComposing: true, keyCode: 229 });
    fireEvent.compositionEnd(field, { data: '日本' });
    fireEvent.keyUp(field, { key: 'Enter', isComposing: false });
  },
  Safari(field) {
    fireEvent.compositionEnd(field, { data: '日本' });
    fireEvent.keyDown(field, { key: 'Enter', isComposing: false, keyCode: 229 });
    fireEvent.keyUp(field, { key: 'Enter', isComposing: false });
  },
};

test.each(Object.entries(COMPOSITIONS))('[U4] an Enter that takes a word in %s sends nothing', async (_name, take) => {
  const page = await renderPage();
  await page.user.type(page.message(), '日本');
  fireEvent.compositionStart(page.message());
  take(page.message());
  expect(page.message()).toHaveValue('日本');
  expect(server.requests).toHaveLength(0);
});

test('[U68] Alt+Up and Alt+Down lead through what was asked, and back to what was being typed', async () => {
  server.replyWith(reply('Fine.'));
  server.replyWith(reply('Fine.'));
  const page = await renderPage();
  for (const question of ['First', 'Second']) {
    await page.user.type(page.message(), `${question}{Enter}`);
    await page.lastStands('done');
  }
  await page.user.type(page.message(), 'Half');
  const press = (key: string) => fireEvent.keyDown(page.message(), { key, altKey: true });
  const shown = ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowDown', 'ArrowDown', 'ArrowDown'].map((key) => {
    press(key);
    return page.message().textContent;
  });
  expect(shown).toEqual(['Second', 'First', 'First', 'Second', 'Half', 'Half']);
});

test('[U69] a file that is pasted or dropped is refused in words, and the words of rich text are not', async () => {
  const page = await renderPage();
  const files = [new File(['x'], 'picture.png', { type: 'image/png' })];
  const paste = (text: string) => {
    const event = createEvent.paste(page.message(), { clipboardData: { files, getData: () => text } });
    fireEvent(page.message(), event);
    return event.defaultPrevented;
  };
  expect(paste('words')).toBe(false);
  expect(paste('')).toBe(true);
  expect(screen.getByRole('status')).toHaveTextContent(/^Files cannot be sent yet/);
  const drop = createEvent.drop(page.message(), { dataTransfer: { files, getData: () => '' } });
  fireEvent(page.message(), drop);
  expect(drop.defaultPrevented).toBe(true);
});

test('[U69] a text that comes near what a question may hold says how long it is', async () => {
  const page = await renderPage();
  fireEvent.change(page.message(), { target: { value: 'x'.repeat(0.7 * MAX_QUESTION_UNITS) } });
  expect(screen.queryByText(/characters/)).toBeNull();
  fireEvent.change(page.message(), { target: { value: 'x'.repeat(MAX_QUESTION_UNITS) } });
  expect(screen.getByText('4,194,304 of 4,194,304 characters, about 1,048,576 tokens')).toBeVisible();
});

test('[U5] Esc closes the menu first, then takes back an edit, then stops', async () => {
  const gate = createGate();
  server.replyWith(reply('Begun.', hold(gate)));
  const page = await renderPage();
  await page.user.type(page.message(), 'Go{Enter}');
  await gate.reached;
  await page.user.click(screen.getByRole('button', { name: /^Model:/ }));
  await page.user.keyboard('{Escape}');
  expect(screen.queryByRole('listbox')).toBeNull();
  expect(page.button('Stop')).toBeVisible();
  await page.user.click(page.button('Edit'));
  await page.user.keyboard('{Escape}');
  expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull();
  expect(page.button('Stop')).toBeVisible();
  await page.user.keyboard('{Escape}');
  await page.lastStands('stopped');
});
