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
  expect(dialog.getAllByRole('combobox').map((box) => box.querySelectorAll('option').length)).toEqual(
    choices.map((setting) => setting.choices?.length),
  );
  const theme = dialog.getByRole('combobox', { name: 'Theme' });
  expect(theme).toHaveAccessibleDescription('Light, dark, or as the device is set.');
  await page.user.selectOptions(theme, 'Dark');
  expect(document.documentElement).toHaveAttribute('data-theme', 'dark');
  expect(dialog.getByRole('combobox', { name: 'Language' })).toHaveTextContent('Deutsch');
});
