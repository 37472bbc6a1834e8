import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AttachmentPart } from '../../protocol/parts.ts';
import { createMockServer } from '../../mocks/node.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import * as downloads from '../../src/hooks/downloadFile.ts';
import { exportWithFiles } from '../archive/exportWithFiles.ts';
import { answer, attachment, conversation, question, run } from '../persistence/rows.ts';
import { renderPage } from './renderPage.tsx';

vi.mock('../../src/hooks/downloadFile.ts', () => ({ downloadFile: vi.fn<typeof downloads.downloadFile>() }));
const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

// jsdom has no addresses of blobs.
const addresses = { made: new Array<Blob>(), revoked: new Array<string>() };
beforeEach(() => {
  addresses.made = [];
  addresses.revoked = [];
  URL.createObjectURL = (blob) => `blob:test/${addresses.made.push(blob as Blob)}`;
  URL.revokeObjectURL = (address) => void addresses.revoked.push(address);
});

/** A page on a chat whose question has these attachments, and whose answer has one. */
async function pageWith(change: Partial<AttachmentPart>, isStored = true) {
  const repository = createMemoryRepository();
  const { part, stored } = attachment('note', change);
  const asked = question('question-1', 'chat-0001', {
    parts: [{ type: 'notice', text: 'Attachment: lost.pdf' }, part, part, { type: 'text', text: 'Look' }],
  });
  const said = run('reply-0001', { status: 'done', finishReason: 'stop' }, 'Seen.');
  const drawn = answer('answer-01', asked, {
    runs: [{ ...said, reply: { ...said.reply, parts: [...said.reply.parts, { ...part, name: 'drawn.txt' }] } }],
  });
  const attachments = isStored ? [stored] : [];
  await repository.save(
    { conversations: [conversation('chat-0001')], messages: [asked, drawn], attachments },
    'strict',
  );
  const page = await renderPage({ repository, address: '/c/chat-0001' });
  const list = within(await screen.findByRole('list', { name: 'Attachments' }));
  return { ...page, list };
}

describe('[I28] an attachment', () => {
  test('is a chip with name and size in the question and in the answer, and what is not here is named', async () => {
    const { list, lastTurn, turns } = await pageWith({ bytes: 12_345 });
    expect(list.getAllByRole('listitem')).toHaveLength(2);
    expect(list.getByText('note.txt')).toBeVisible();
    expect(list.getByText('12.3 kB')).toBeVisible();
    expect(list.getByText('Attachment: lost.pdf')).toBeVisible();
    expect(await within(lastTurn()).findByText('drawn.txt')).toBeVisible();
    expect(turns()[0]?.querySelector('[data-reply-body]')).toHaveTextContent(/^Look$/);
  });

  test('is saved as its bytes, without a type that anything would open', async () => {
    const { list, user } = await pageWith({ mediaType: 'text/html', name: '../evil\u202Elmth.html' });
    await user.click(list.getByRole('button', { name: 'Download evillmth.html' }));
    await waitFor(() => expect(downloads.downloadFile).toHaveBeenCalledTimes(1));
    const [file, name] = vi.mocked(downloads.downloadFile).mock.calls[0] ?? [];
    expect(name).toBe('evillmth.html');
    expect(file?.type).toBe('application/octet-stream');
    expect(await file?.text()).toBe('note');
    expect(document.querySelector('img, iframe, object, embed')).toBeNull();
  });

  test('that is a picture is shown small, and as any other file where it cannot be drawn', async () => {
    const { list, session } = await pageWith({ mediaType: 'image/png', name: 'note.png' });
    const picture = await waitFor(() => {
      const found = list.getByText('note.png').closest('li')?.querySelector('img');
      if (!found) throw new Error('There is no picture yet.');
      return found;
    });
    expect(picture.src).toMatch(/^blob:test\//);
    expect(addresses.made.every(({ type }) => type === 'image/png')).toBe(true);
    fireEvent.error(picture);
    expect(picture).not.toBeInTheDocument();
    session.lookAt(undefined);
  });

  test.each(['image/svg+xml', 'text/html', 'application/pdf'])('of the type %s is never drawn', async (mediaType) => {
    const { list } = await pageWith({ mediaType });
    await list.findByRole('button', { name: 'Download note.txt' });
    expect(document.querySelector('img')).toBeNull();
    expect(addresses.made).toEqual([]);
  });

  test('whose bytes are gone says so', async () => {
    const { list, user } = await pageWith({}, false);
    await user.click(list.getByRole('button', { name: 'Download note.txt' }));
    expect(await list.findByRole('alert')).toHaveTextContent('This file is not here any more.');
    expect(downloads.downloadFile).not.toHaveBeenCalled();
  });
});

test('[I29] Your data says how many attachments there are, also after an import', async () => {
  const page = await renderPage();
  await page.user.click(page.button('Your data'));
  const dialog = within(await screen.findByRole('dialog', { name: 'Your data' }));
  const count = async () => (await dialog.findByText('Attachments')).nextElementSibling;
  expect(await count()).toHaveTextContent('0');
  const file = new File([new Uint8Array(exportWithFiles())], 'export.zip', { type: 'application/zip' });
  await page.user.upload(dialog.getByLabelText('File to import'), file);
  expect(await dialog.findByText('1 chat imported.')).toBeVisible();
  await waitFor(async () => expect(await count()).toHaveTextContent('3'));
});
