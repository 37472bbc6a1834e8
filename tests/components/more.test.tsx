import { screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { reply } from '../../mocks/script.ts';
import { renderPage, type RenderedPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

async function renderAnswered(): Promise<RenderedPage> {
  server.replyWith(reply('First answer.'));
  const page = await renderPage();
  await page.ask('Question');
  await page.lastStands('done');
  return page;
}

async function choose(page: RenderedPage, turn: 'question' | 'answer', action: RegExp): Promise<void> {
  const at = page.turns()[turn === 'question' ? 0 : 1];
  if (!at) throw new Error('There is no such turn.');
  within(at).getByRole('button', { name: 'More' }).focus();
  await page.user.keyboard('{Enter}');
  (await screen.findByRole('button', { name: action })).focus();
  await page.user.keyboard('{Enter}');
}

describe('[U38] More', () => {
  test('changes an answer into a version that says so', async () => {
    const page = await renderAnswered();
    await choose(page, 'answer', /^Edit answer/);
    const field = await screen.findByRole('textbox', { name: 'Answer' });
    await page.user.clear(field);
    await page.user.type(field, 'Mine.');
    await page.user.click(page.button('Save'));
    await waitFor(() => expect(page.lastText()).toBe('Mine.'));
    expect(page.lastTurn()).toHaveTextContent('Version 2/2');
    expect(page.lastTurn()).toHaveTextContent('Edited');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('asks for a version with a wish, which stands on it', async () => {
    const page = await renderAnswered();
    server.replyWith(reply('Short.'));
    await choose(page, 'answer', /^Regenerate with/);
    await page.user.type(await screen.findByLabelText(/What should be different/), 'shorter{Enter}');
    await waitFor(() => expect(page.lastText()).toBe('Short.'));
    expect(page.lastTurn()).toHaveTextContent('“shorter”');
    expect(JSON.stringify(server.requests.at(-1)?.messages)).toContain('shorter');
  });

  test('deletes a message and leaves the focus to the composer; Undo brings it back', async () => {
    const page = await renderAnswered();
    await choose(page, 'answer', /^Delete message/);
    await waitFor(() => expect(page.turns()).toHaveLength(1));
    expect(screen.getByRole('textbox', { name: 'Message' })).toHaveFocus();
    await page.user.click(page.button('Undo'));
    await waitFor(() => expect(page.turns()).toHaveLength(2));
  });

  test('takes the path into a chat of its own', async () => {
    const page = await renderAnswered();
    await choose(page, 'answer', /^Branch into a new chat/);
    await waitFor(() => expect(document.title).toContain('Question (branch)'));
    expect(page.turns()).toHaveLength(2);
    expect(page.lastText()).toBe('First answer.');
  });
});

describe('[U41] Compare versions', () => {
  async function renderVersions(): Promise<RenderedPage> {
    const page = await renderAnswered();
    server.replyWith(reply('Second answer.'));
    await page.user.click(within(page.lastTurn()).getByRole('button', { name: 'Regenerate' }));
    await waitFor(() => expect(page.lastText()).toBe('Second answer.'));
    await page.lastStands('done');
    return page;
  }

  test('shows what was removed and what was added, with the keyboard alone', async () => {
    const page = await renderVersions();
    await choose(page, 'answer', /^Compare versions/);
    expect(await screen.findByRole('combobox', { name: 'Compare' })).toHaveFocus();
    expect(screen.getByRole('dialog', { name: 'Compare versions' })).toHaveTextContent('1 passage removed, 1 added.');
    const one = screen.getByRole('region', { name: 'Version 1' });
    const two = screen.getByRole('region', { name: 'Version 2' });
    expect(within(one).getByRole('deletion')).toHaveTextContent('First');
    expect(within(one).queryByRole('insertion')).toBeNull();
    expect(within(two).getByRole('insertion')).toHaveTextContent('Second');
  });

  test('compares any two that are chosen, and says so where they are the same', async () => {
    const page = await renderVersions();
    await choose(page, 'answer', /^Compare versions/);
    await page.user.selectOptions(await screen.findByRole('combobox', { name: 'With' }), 'Version 1 of 2');
    expect(screen.getByRole('dialog')).toHaveTextContent('The texts are the same.');
    expect(screen.queryByRole('deletion')).toBeNull();
  });

  test('is not offered where there is one version', async () => {
    const page = await renderAnswered();
    within(page.lastTurn()).getByRole('button', { name: 'More' }).focus();
    await page.user.keyboard('{Enter}');
    await screen.findByRole('button', { name: /^Edit answer/ });
    expect(screen.queryByRole('button', { name: /^Compare versions/ })).toBeNull();
  });
});
