import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { screen, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
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
