import { screen, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { StorageError } from '../../src/persistence/ConversationRepository.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import * as downloads from '../../src/hooks/downloadFile.ts';
import { writeArchive } from '../../src/archive/writeArchive.ts';
import { renderPage } from './renderPage.tsx';

vi.mock('../../src/hooks/downloadFile.ts', () => ({ downloadFile: vi.fn<typeof downloads.downloadFile>() }));
const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

test('[I6] where the disk is refused, the page says why and offers to save what is there', async () => {
  const refused = new StorageError('newer-schema', 'Another version of this page has changed the storage.');
  const repository = { ...createMemoryRepository(), loadConversations: () => Promise.reject(refused) };
  const page = await renderPage({ repository });
  expect(screen.getByRole('alert')).toHaveTextContent('Another version of this page');
  await page.user.click(page.button('Save a copy…'));
  const dialog = await screen.findByRole('dialog', { name: 'Your data' });
  expect(dialog).toHaveTextContent('Another version of this page');
  await page.user.click(within(dialog).getByRole('button', { name: 'Save everything' }));
  await vi.waitFor(() => expect(downloads.downloadFile).toHaveBeenCalledWith(expect.any(Blob), 'rivulet.zip'));
});

test('[I6] [I4] an import says what became of it, and removing everything asks for a word', async () => {
  const page = await renderPage();
  await page.user.click(page.button('Your data'));
  const dialog = within(await screen.findByRole('dialog', { name: 'Your data' }));
  await page.user.upload(
    dialog.getByLabelText('File to import'),
    new File(['[]'], 'x.json', { type: 'application/json' }),
  );
  expect(await dialog.findByText(/This file is no archive of Rivulet/)).toBeVisible();
  const remove = dialog.getByRole('button', { name: 'Remove everything' });
  expect(remove).toHaveAttribute('aria-disabled', 'true');
  await page.user.type(dialog.getByLabelText(/^Type/), 'remove');
  expect(remove).toHaveAttribute('aria-disabled', 'false');
});

test('[I9] [I10] an archive brings settings; what is different here is named and taken over when that is asked for', async () => {
  const page = await renderPage();
  page.session.settings.changeSettings({ density: 'compact' });
  await page.user.click(page.button('Your data'));
  const dialog = within(await screen.findByRole('dialog', { name: 'Your data' }));
  const values = { theme: 'dark', density: 'comfortable', hue: 'red' } as const;
  const settings = { values, skipped: 0 };
  const archive = await writeArchive({ conversations: [], messages: [], attachments: [], settings });
  await page.user.upload(dialog.getByLabelText('File to import'), new File([archive], 'rivulet.zip'));
  expect(await dialog.findByText('Settings taken over: Theme.')).toBeVisible();
  expect(dialog.getByText('Settings that are not known here and were left out: 1.')).toBeVisible();
  expect(dialog.getByText('Settings that are different here and were left as they are: Density.')).toBeVisible();
  expect(page.session.store.getState().announcement).toContain('left as they are: Density.');
  expect(page.session.settings.getState()).toMatchObject({ theme: 'dark', density: 'compact' });
  await page.user.click(dialog.getByRole('button', { name: 'Take them over' }));
  expect(page.session.settings.getState().density).toBe('comfortable');
  expect(dialog.queryByRole('button', { name: 'Take them over' })).toBeNull();
  expect(page.session.store.getState().announcement).toBe('Settings taken over: Density.');
});
