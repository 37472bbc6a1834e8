import { act, screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { StorageError } from '../../src/persistence/ConversationRepository.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { placeholderFor } from '../../src/persistence/placeholderFor.ts';
import type { ImportProgress } from '../../src/store/importStore.ts';
import * as downloads from '../../src/hooks/downloadFile.ts';
import { writeArchive } from '../../src/archive/writeArchive.ts';
import { conversation, question } from '../persistence/rows.ts';
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

test('[I38] [I36] a saving says what is not in the archive, and why there is none where it fails', async () => {
  const repository = createMemoryRepository();
  const page = await renderPage({ repository });
  await page.user.click(page.button('Your data'));
  const dialog = within(await screen.findByRole('dialog', { name: 'Your data' }));
  const save = () => page.user.click(dialog.getByRole('button', { name: 'Save everything' }));
  vi.mocked(downloads.downloadFile).mockClear();
  await save();
  expect(await dialog.findByText('Saved.')).toBeVisible();
  expect(page.session.store.getState().announcement).toBe('Saved.');
  const damaged = placeholderFor({ ...question('q-1', 'chat-a'), parts: 'lost' });
  await repository.save({ conversations: [conversation('chat-a')], messages: damaged ? [damaged] : [] }, 'strict');
  await save();
  expect(await dialog.findByText(/^Saved\. 1 message cannot be read and is not in the archive\./)).toBeVisible();
  expect(downloads.downloadFile).toHaveBeenCalledTimes(2);
  vi.spyOn(repository, 'loadConversations').mockRejectedValueOnce(new StorageError('failed', 'No answer.'));
  await save();
  expect(await dialog.findByText('It could not be saved. No answer.')).toBeVisible();
  expect(page.session.store.getState().announcement).toBe('It could not be saved. No answer.');
  expect(downloads.downloadFile).toHaveBeenCalledTimes(2);
});

test('[I38] [I39] a saving that is under way has a bar and Cancel, also when the dialog is opened again', async () => {
  const reading = Promise.withResolvers<void>();
  const memory = createMemoryRepository();
  const page = await renderPage({ repository: memory });
  await page.user.click(page.button('Your data'));
  const dialog = () => within(screen.getByRole('dialog', { name: 'Your data' }));
  await screen.findByRole('dialog', { name: 'Your data' });
  const { loadConversations } = memory;
  vi.spyOn(memory, 'loadConversations').mockImplementationOnce(async (which) => {
    await reading.promise;
    return loadConversations(which);
  });
  await page.user.click(dialog().getByRole('button', { name: 'Save everything' }));
  expect(await dialog().findByRole('progressbar', { name: 'Save everything' })).toHaveAttribute('value', '0');
  await page.user.click(dialog().getByRole('button', { name: 'Close' }));
  await page.user.click(page.button('Your data'));
  await screen.findByRole('dialog', { name: 'Your data' });
  vi.mocked(downloads.downloadFile).mockClear();
  await page.user.click(await dialog().findByRole('button', { name: 'Cancel' }));
  reading.resolve();
  expect(await dialog().findByText('Cancelled. Nothing was saved.')).toBeVisible();
  expect(downloads.downloadFile).not.toHaveBeenCalled();
});

test('[I39] while an import is unpacked, its bar has no end', async () => {
  const page = await renderPage();
  await page.user.click(page.button('Your data'));
  await screen.findByRole('dialog', { name: 'Your data' });
  const archiving = await act(() => page.session.loadArchiving());
  const told = (progress: ImportProgress) =>
    act(() => archiving.imports.setState({ status: 'running', progress, cancel: () => undefined }, true));
  told({ step: 'reading', share: 1 });
  const bar = () => screen.getByRole('progressbar', { name: 'Import' });
  await waitFor(() => expect(bar()).toHaveAttribute('value', '1'));
  told({ step: 'unpacking' });
  expect(screen.getByText('Unpacking…')).toBeVisible();
  expect(bar()).not.toHaveAttribute('value');
});
