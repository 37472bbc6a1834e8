import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { reply } from '../../mocks/script.ts';
import { SETTINGS } from '../../src/settings/settings.ts';
import { renderPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

test('[U92] the dialog has each setting with something to choose, and a change holds at once', async () => {
  const page = await renderPage();
  await page.user.click(page.button('Settings'));
  const dialog = within(await screen.findByRole('dialog', { name: 'Settings' }));
  const choices = Object.values(SETTINGS).filter((setting) => 'choices' in setting);
  const lengths = dialog.getAllByRole('combobox').map((box) => String(box.querySelectorAll('option').length));
  expect(lengths.toSorted()).toEqual(choices.map((setting) => String(setting.choices?.length)).toSorted());
  const theme = dialog.getByRole('combobox', { name: 'Theme' });
  expect(theme).toHaveAccessibleDescription('Light, dark, or as the device is set.');
  await page.user.selectOptions(theme, 'Dark');
  expect(document.documentElement).toHaveAttribute('data-theme', 'dark');
  expect(dialog.getByRole('combobox', { name: 'Language' })).toHaveTextContent('Deutsch');
});

test('[U80] a setting is found by name, hint or choice, and what was changed is reset, one or all', async () => {
  const page = await renderPage();
  await page.user.click(page.button('Settings'));
  const dialog = within(await screen.findByRole('dialog', { name: 'Settings' }));
  expect(dialog.getAllByRole('combobox').length).toBeGreaterThan(5);
  const search = dialog.getByRole('searchbox', { name: 'Search settings' });
  await page.user.type(search, 'DÁRK');
  expect(dialog.getAllByRole('combobox')).toEqual([dialog.getByRole('combobox', { name: 'Theme' })]);
  await page.user.clear(search);
  await page.user.type(search, 'nothing like it');
  expect(dialog.getByText('No setting is called that.')).toBeVisible();
  await page.user.clear(search);
  await page.user.selectOptions(dialog.getByRole('combobox', { name: 'Theme' }), 'Dark');
  await page.user.selectOptions(dialog.getByRole('combobox', { name: 'Density' }), 'Compact');
  await page.user.click(dialog.getByRole('button', { name: 'Reset: Density' }));
  expect(document.documentElement).not.toHaveAttribute('data-density');
  expect(document.documentElement).toHaveAttribute('data-theme', 'dark');
  await page.user.click(dialog.getByRole('button', { name: 'Reset all settings' }));
  expect(document.documentElement).not.toHaveAttribute('data-theme');
  expect(dialog.queryByRole('button', { name: /^Reset/ })).toBeNull();
});

test('[U81] contrast, size, width and density are attributes of the page, also before its first paint', async () => {
  const page = await renderPage();
  await page.user.click(page.button('Settings'));
  const dialog = within(await screen.findByRole('dialog', { name: 'Settings' }));
  for (const [label, choice] of [
    ['Contrast', 'More'],
    ['Size of text', 'Larger'],
    ['Width of the text', 'Wide'],
    ['Density', 'Compact'],
  ] as const) {
    await page.user.selectOptions(dialog.getByRole('combobox', { name: label }), choice);
  }
  const chosen = { contrast: 'more', textSize: 'larger', readingWidth: 'wide', density: 'compact' };
  expect(document.documentElement.dataset).toMatchObject(chosen);
  for (const [name, value] of Object.entries(chosen)) localStorage.setItem(`rivulet.${name}`, value);
  localStorage.setItem('rivulet.theme', 'purple');
  const script = await readFile(join(import.meta.dirname, '../../public/theme.js'), 'utf8');
  const dataset = {};
  runInNewContext(script, { localStorage, document: { documentElement: { dataset } } });
  expect(dataset).toEqual(chosen);
});

/** A chat with one answer, and its settings open at this chat. */
async function openChatSettings() {
  const page = await renderPage();
  server.replyWith(reply('Hello.'));
  await page.ask('Hi');
  await page.lastStands('done');
  await page.user.click(page.button('Settings'));
  const dialog = within(await screen.findByRole('dialog', { name: 'Settings' }));
  await page.user.click(dialog.getByRole('radio', { name: 'This chat' }));
  return { page, dialog };
}

test('[U102] without a chat there are only the settings of all chats', async () => {
  const page = await renderPage();
  await page.user.click(page.button('Settings'));
  const dialog = within(await screen.findByRole('dialog', { name: 'Settings' }));
  expect(dialog.queryByRole('radio')).toBeNull();
  expect(dialog.getByRole('textbox', { name: 'Instructions' })).toBeVisible();
});

test('[U102] a chat has the settings that the table lets it have, each that it has marked, with a way back', async () => {
  const { page, dialog } = await openChatSettings();
  const names = [...dialog.getAllByRole('combobox'), ...dialog.getAllByRole('textbox')].map(nameOf);
  expect(names).toEqual(['Following a reply', 'Instructions', 'Temperature', 'Longest answer']);
  const mode = dialog.getByRole('combobox', { name: 'Following a reply' });
  expect(mode).not.toHaveAccessibleDescription(/This chat only/);
  await page.user.selectOptions(mode, 'To the end');
  expect(mode).toHaveAccessibleDescription(/^This chat only/);
  expect(page.session.settings.getState().scrollMode).toBe('hold');
  await page.user.click(dialog.getByRole('radio', { name: 'All chats' }));
  expect(dialog.getByRole('combobox', { name: 'Following a reply' })).toHaveValue('hold');
  await page.user.click(dialog.getByRole('radio', { name: 'This chat' }));
  await page.user.click(dialog.getByRole('button', { name: 'Use the general setting again: Following a reply' }));
  const general = dialog.getByRole('combobox', { name: 'Following a reply' });
  expect(general).toHaveValue('hold');
  expect(general).toHaveFocus();
  expect(dialog.queryByRole('button', { name: /^Use the general/ })).toBeNull();
});

test('[U102] what is typed is kept when the field is left, and what is no value is said and changes nothing', async () => {
  const { page, dialog } = await openChatSettings();
  const temperature = dialog.getByRole('textbox', { name: 'Temperature' });
  await page.user.type(temperature, '7');
  expect(temperature).toBeInvalid();
  expect(dialog.getByRole('alert')).toHaveTextContent('A number from 0 to 2');
  await page.user.tab();
  expect(temperature).toHaveValue('7');
  await page.user.clear(temperature);
  await page.user.type(temperature, '0,7');
  expect(temperature).toBeValid();
  await page.user.tab();
  await page.user.type(dialog.getByRole('textbox', { name: 'Instructions' }), 'Be brief.');
  await page.user.tab();
  expect(dialog.getByRole('textbox', { name: 'Instructions' })).toHaveAccessibleDescription(/^This chat only/);
  const [chat] = page.session.store.getState().conversations.values();
  expect(chat?.settings).toMatchObject({ temperature: '0.7', instructions: 'Be brief.' });
  await page.user.click(dialog.getByRole('button', { name: 'Use the general settings again' }));
  const [after] = page.session.store.getState().conversations.values();
  expect(Object.keys(after?.settings ?? {})).toEqual(['modelId']);
  expect(page.session.store.getState().announcement).toBe('The general settings hold in this chat.');
});

test('[U102] the menu of a chat and the palette lead to its settings', async () => {
  const { page, dialog: opened } = await openChatSettings();
  await page.user.click(opened.getByRole('button', { name: 'Close' }));
  const list = within(screen.getByRole('navigation'));
  await page.user.click(list.getByRole('button', { name: 'More' }));
  await page.user.click(await screen.findByRole('menuitem', { name: 'Settings of this chat' }));
  const expectThisChat = async () => {
    const dialog = within(await screen.findByRole('dialog', { name: 'Settings' }));
    expect(dialog.getByRole('radio', { name: 'This chat' })).toBeChecked();
    expect(dialog.getByText('Hi')).toBeVisible();
    await page.user.click(dialog.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Settings' })).toBeNull());
  };
  await expectThisChat();
  await page.user.keyboard('{Control>}k{/Control}');
  const palette = await screen.findByRole('combobox', { name: 'Command, setting or chat' });
  await page.user.type(palette, 'settings of this');
  await page.user.click(screen.getByRole('option', { name: /^Settings of this chat/ }));
  await expectThisChat();
});

function nameOf(field: HTMLElement): string | undefined {
  return (field as HTMLInputElement).labels?.[0]?.textContent ?? undefined; // What was found is a form's control.
}
