import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { createGate, hold, reply } from '../../mocks/script.ts';
import { COMMANDS } from '../../src/components/commands/commands.ts';
import { renderPage, type RenderedPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

const withKeys = COMMANDS.flatMap(({ id, words, keys }) => (keys === undefined ? [] : [{ id, words, keys }]));

/** Presses keys as the table has them, `Mod+Shift+O`. @returns whether the browser may do what it does with them. */
function press(keys: string, init: KeyboardEventInit = {}): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  // In jsdom a dialog does not take the focus.
  const dialog = document.querySelector('dialog[open] input');
  return fireEvent.keyDown(dialog ?? document.activeElement ?? document.body, {
    key: { Esc: 'Escape', Del: 'Delete' }[key] ?? key,
    ctrlKey: parts.includes('Mod'),
    shiftKey: parts.includes('Shift'),
    ...init,
  });
}

async function pageWithReply(text: string): Promise<RenderedPage> {
  server.replyWith(reply(text));
  const page = await renderPage();
  await page.ask('A question');
  await page.lastStands('done');
  return page;
}

function row(title: string): HTMLElement {
  return within(screen.getByRole('navigation', { name: 'Chats' })).getByRole('link', { name: title });
}

describe('[U71] the table', () => {
  test.each(withKeys)('$keys ($id) is kept from the browser', async ({ keys }) => {
    const page = await pageWithReply('An answer.');
    await page.user.click(page.button('New chat'));
    row('A question').focus();
    expect(press(keys)).toBe(false);
  });

  test('leaves all others to the browser, and its own while an input method composes, held with Alt, or over a dialog', async () => {
    const page = await pageWithReply('An answer.');
    page.message().focus();
    const others = ['Mod+R', 'Mod+Shift+R', 'Mod+F', 'Mod+C', 'Mod+O', 'Shift+K', 'K', 'F2', 'Del', 'Esc', '/'];
    expect(others.filter((keys) => !press(keys))).toEqual([]);
    expect(press('Mod+K', { isComposing: true })).toBe(true);
    // Safari has no other way to tell.
    // oxlint-disable-next-line typescript/no-deprecated
    expect(press('Mod+K', { keyCode: 229 })).toBe(true);
    expect(press('Mod+K', { altKey: true })).toBe(true);
    expect(press('Mod+K', { metaKey: true })).toBe(true);
    await page.user.click(page.button('Settings'));
    await screen.findByRole('dialog', { name: 'Settings' });
    expect(press('Mod+K')).toBe(true);
    expect(screen.queryByRole('combobox', { name: 'Command, setting or chat' })).toBeNull();
  });

  test('no two commands share keys, and every command has an id of its own', () => {
    expect(new Set(withKeys.map(({ keys }) => keys)).size).toBe(withKeys.length);
    expect(new Set(COMMANDS.map(({ id }) => id)).size).toBe(COMMANDS.length);
  });

  test('on a layout without Latin letters the keys at their places count, and on any a slash with Shift', async () => {
    await pageWithReply('An answer.');
    press('ن', { ctrlKey: true, code: 'KeyK' });
    await screen.findByRole('combobox');
    press('ن', { ctrlKey: true, code: 'KeyK' });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    press('ظ', { ctrlKey: true, code: 'Slash' });
    expect(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    press('/', { ctrlKey: true, shiftKey: true, code: 'Digit7' });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  test('a key that is held acts once', async () => {
    const page = await pageWithReply('An answer.');
    press('Mod+Shift+S');
    await waitFor(() => expect(page.button('Show chats')).toBeVisible());
    press('Mod+Shift+S', { repeat: true });
    press('Mod+Shift+S', { repeat: true });
    expect(page.button('Show chats')).toBeVisible();
    press('Mod+Shift+S');
    await waitFor(() => expect(page.button('Hide chats')).toBeVisible());
  });
});

test('[U71] new chat, search, and the message box', async () => {
  const page = await pageWithReply('An answer.');
  press('Mod+Shift+O');
  await waitFor(() => expect(location.pathname).toBe('/'));
  expect(page.message()).toHaveFocus();
  page.button('Settings').focus();
  press('Shift+Esc');
  await waitFor(() => expect(page.message()).toHaveFocus());
  press('Mod+Shift+K');
  expect(await screen.findByRole('textbox', { name: 'Search chats' })).toHaveFocus();
  await page.user.keyboard('otter');
  page.message().focus();
  press('Mod+Shift+K');
  await waitFor(() => expect(screen.getByRole('textbox', { name: 'Search chats' })).toHaveFocus());
  expect(screen.getByRole('textbox', { name: 'Search chats' })).toHaveValue('otter');
});

test('[U71] [U5] Shift+Esc goes to the message box and stops nothing', async () => {
  const gate = createGate();
  server.replyWith(reply('Half', hold(gate), ' and whole.'));
  const page = await renderPage();
  await page.ask('A question');
  await gate.reached;
  page.button('Hide chats').focus();
  press('Shift+Esc');
  await waitFor(() => expect(page.message()).toHaveFocus());
  expect(page.lastTurn().dataset['status']).toBe('streaming');
  gate.release();
  await page.lastStands('done');
});

test('[U71] hiding the list with the focus in it gives the focus to the message box', async () => {
  const page = await pageWithReply('An answer.');
  row('A question').focus();
  press('Mod+Shift+S');
  await waitFor(() => expect(page.button('Show chats')).toBeVisible());
  expect(page.message()).toHaveFocus();
});

test('[U72] F6 goes from the chats to the turns to the message box and around, and back with Shift', async () => {
  const page = await pageWithReply('An answer.');
  page.message().focus();
  const stops = [() => row('A question'), page.lastTurn, page.message];
  for (const stop of [...stops, ...stops]) {
    press('F6');
    await waitFor(() => expect(stop()).toHaveFocus());
  }
  for (const stop of [page.lastTurn, () => row('A question'), page.message]) {
    press('Shift+F6');
    await waitFor(() => expect(stop()).toHaveFocus());
  }
  press('Mod+Shift+S');
  await waitFor(() => expect(page.button('Show chats')).toBeVisible());
  page.button('Show chats').focus();
  for (const stop of [page.lastTurn, page.message, page.lastTurn]) {
    press('F6');
    await waitFor(() => expect(stop()).toHaveFocus());
  }
  press('Mod+Shift+O');
  await waitFor(() => expect(location.pathname).toBe('/'));
  press('F6');
  await waitFor(() => expect(page.message()).toHaveFocus());
});

test('[U73] keys lead from turn to turn, and the turns are one stop of Tab', async () => {
  const page = await pageWithReply('An answer.');
  server.replyWith(reply('Another answer.'));
  await page.ask('Another');
  await page.lastStands('done');
  const [first, second, third, last] = page.turns();
  if (!second || !third) throw new Error('There are four turns.');
  const stops = () => page.turns().filter(({ tabIndex }) => tabIndex === 0);
  expect(stops()).toEqual([last]);
  press('Shift+F6');
  await waitFor(() => expect(last).toHaveFocus());
  await waitFor(() => {
    press('Home');
    expect(first).toHaveFocus();
  });
  expect(stops()).toEqual([first]);
  expect(press('ArrowDown')).toBe(false);
  expect(second).toHaveFocus();
  within(second).getByRole('button', { name: 'Copy' }).focus();
  expect(press('ArrowDown')).toBe(true);
  expect(press('ArrowDown', { altKey: true })).toBe(false);
  expect(third).toHaveFocus();
  expect(press('ArrowUp', { altKey: true })).toBe(false);
  expect(second).toHaveFocus();
  expect(stops()).toEqual([second]);
  press('End');
  expect(last).toHaveFocus();
  press('ArrowDown');
  expect(last).toHaveFocus();
  for (const letter of ['j', 'k', 'n', 'c']) expect(press(letter)).toBe(true);
  await page.user.click(within(third).getByRole('button', { name: 'Edit' }));
  expect(press('ArrowUp', { altKey: true })).toBe(true);
  expect(screen.getByRole('textbox', { name: 'Edit message' })).toHaveFocus();
});

test('[U76] F2 renames the chat with the focus, Delete deletes it, and Undo brings it back', async () => {
  const page = await pageWithReply('An answer.');
  row('A question').focus();
  press('F2');
  expect(await screen.findByRole('textbox', { name: 'Chat title' })).toHaveFocus();
  expect(press('Del')).toBe(true);
  await page.user.keyboard('Renamed{Enter}');
  expect(row('Renamed')).toHaveFocus();
  press('Del');
  await waitFor(() => expect(screen.queryByRole('link', { name: 'Renamed' })).toBeNull());
  await page.user.click(page.button('Undo'));
  expect(row('Renamed')).toBeVisible();
});

describe('[U77] copying', () => {
  test('the last reply and the last block of code, as their buttons do, and it is to be seen', async () => {
    const page = await pageWithReply(
      'See:\n\n```js\nfirst();\n```\n\n- In a list:\n\n  ```\n  second();\n  ```\n\nDone.',
    );
    press('Mod+Shift+C');
    await waitFor(async () => expect(await navigator.clipboard.readText()).toContain('See:\n\n```js'));
    expect(screen.getByRole('status')).toHaveTextContent('Copied');
    expect(screen.getAllByText('Copied')).toHaveLength(2);
    server.replyWith(reply('No code here.'));
    await page.ask('Another');
    await page.lastStands('done');
    press('Mod+Shift+:');
    await waitFor(async () => expect(await navigator.clipboard.readText()).toBe('second();'));
  });

  test('a reply that is still being written, and nothing where there is nothing', async () => {
    const page = await renderPage();
    press('Mod+Shift+C');
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('There is no reply to copy.'));
    press('Mod+Shift+;');
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('There is no code to copy.'));
    const gate = createGate();
    server.replyWith(reply('Half', hold(gate), ' and whole.'));
    await page.ask('A question');
    await gate.reached;
    await waitFor(() => expect(page.lastText()).toBe('Half'));
    press('Mod+Shift+C');
    await waitFor(async () => expect(await navigator.clipboard.readText()).toBe('Half'));
    gate.release();
    await page.lastStands('done');
  });
});

test('[U74] one setting turns all off but F6 and Ctrl+/, where it is found again', async () => {
  const page = await pageWithReply('An answer.');
  page.session.settings.changeSettings({ shortcuts: 'off' });
  row('A question').focus();
  const others = withKeys.filter(({ keys }) => !['Mod+/', 'F6', 'Shift+F6'].includes(keys));
  expect(others.filter(({ keys }) => !press(keys))).toEqual([]);
  expect(press('F6')).toBe(false);
  await waitFor(() => expect(page.lastTurn()).toHaveFocus());
  expect(press('Mod+/')).toBe(false);
  const dialog = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
  const box = within(dialog).getByRole('checkbox', { name: 'Keyboard shortcuts' });
  expect(box).not.toBeChecked();
  expect(box).toHaveAccessibleDescription(/Esc, F6 and Ctrl\+\//);
  await page.user.click(box);
  expect(page.session.settings.getState().shortcuts).toBe('on');
  await page.user.click(within(dialog).getByRole('button', { name: 'Close' }));
  expect(press('Mod+K')).toBe(false);
});

test('[U75] Ctrl+/ lists every shortcut as the reader’s keys are called, and closes again', async () => {
  const page = await pageWithReply('An answer.');
  press('Mod+/');
  const dialog = within(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' }));
  const lineOf = (words: string) => dialog.getByText(words, { selector: 'dt' }).parentElement;
  for (const { words } of withKeys) expect(lineOf(words)).toBeVisible();
  expect([...(lineOf('New chat')?.querySelectorAll('kbd') ?? [])].map((key) => key.textContent)).toEqual([
    'Ctrl',
    'Shift',
    'O',
  ]);
  expect(lineOf('Send')).toHaveTextContent(/^SendEnter$/);
  page.session.settings.changeSettings({ sendKey: 'Ctrl+Enter' });
  await waitFor(() => expect(lineOf('Send')).toHaveTextContent(/^SendCtrlEnter$/));
  press('Mod+/');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});
