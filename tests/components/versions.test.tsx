import { screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { createGate, hold, reply } from '../../mocks/script.ts';
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

/** A page with two versions of its one answer, the second in sight. */
async function renderRegenerated(): Promise<RenderedPage> {
  const page = await renderAnswered();
  server.replyWith(reply('Second answer.'));
  await page.user.click(page.button('Regenerate'));
  await waitFor(() => expect(page.lastText()).toBe('Second answer.'));
  await page.lastStands('done');
  return page;
}

test('[U11] Regenerate makes another version of the answer and destroys none', async () => {
  const page = await renderRegenerated();
  expect(page.lastTurn()).toHaveTextContent('Version 2/2');
  await page.user.click(page.button('Previous version'));
  await waitFor(() => expect(page.lastText()).toBe('First answer.'));
  expect(page.lastTurn()).toHaveTextContent('Version 1/2');
  await page.user.click(page.button('Next version'));
  await waitFor(() => expect(page.lastText()).toBe('Second answer.'));
  expect(page.turns()).toHaveLength(2);
});

test('[U11] the question is asked again as it was, without the earlier answer', async () => {
  await renderRegenerated();
  const [first, second] = server.requests;
  expect(second?.messages).toEqual(first?.messages);
  expect(second?.replyId).not.toBe(first?.replyId);
});

test('[U11] the arrows keep the focus from version to version, and at the end of the row', async () => {
  const page = await renderRegenerated();
  page.button('Previous version').focus();
  await page.user.keyboard('{Enter}');
  await waitFor(() => expect(page.lastText()).toBe('First answer.'));
  expect(page.button('Previous version')).toHaveFocus();
  expect(page.button('Previous version')).toHaveAttribute('aria-disabled', 'true');
  await page.user.keyboard('{Enter}');
  expect(page.lastText()).toBe('First answer.');
  expect(page.button('Next version')).toHaveAttribute('aria-disabled', 'false');
});

test('[U11] Regenerate does not lose the focus', async () => {
  const page = await renderAnswered();
  server.replyWith(reply('Second answer.'));
  page.button('Regenerate').focus();
  await page.user.keyboard('{Enter}');
  await waitFor(() => expect(page.lastText()).toBe('Second answer.'));
  expect(document.body).not.toHaveFocus();
});

test('[U11] a double click on Regenerate makes one version and no complaint', async () => {
  const page = await renderAnswered();
  server.replyWith(reply('Second answer.'));
  await page.user.dblClick(page.button('Regenerate'));
  await waitFor(() => expect(page.lastText()).toBe('Second answer.'));
  expect(page.lastTurn()).toHaveTextContent('Version 2/2');
  expect(screen.queryByRole('alert')).toBeNull();
  expect(server.requests).toHaveLength(2);
});

test('[U11] what follows a version stays with it', async () => {
  const page = await renderRegenerated();
  server.replyWith(reply('Third answer.'));
  await page.ask('And then?');
  await page.lastStands('done');
  await page.user.click(page.button('Previous version'));
  await waitFor(() => expect(page.turns()).toHaveLength(2));
  await page.user.click(page.button('Next version'));
  await waitFor(() => expect(page.turns()).toHaveLength(4));
  expect(page.lastText()).toBe('Third answer.');
});

test('[U11] a version that streams can be left and comes back as it has grown', async () => {
  const page = await renderAnswered();
  const gate = createGate();
  server.replyWith(reply('Second', hold(gate), ' answer.'));
  await page.user.click(page.button('Regenerate'));
  await gate.reached;
  await waitFor(() => expect(page.lastText()).toBe('Second'));
  await page.user.click(page.button('Previous version'));
  await waitFor(() => expect(page.lastText()).toBe('First answer.'));
  expect(page.button('Stop')).toBeVisible();
  gate.release();
  await waitFor(() => expect(page.button('Send')).toBeVisible());
  await page.user.click(page.button('Next version'));
  await waitFor(() => expect(page.lastText()).toBe('Second answer.'));
});

test('[U11] while a reply streams there is nothing to regenerate or copy in it', async () => {
  const gate = createGate();
  server.replyWith(reply('Half', hold(gate)));
  const page = await renderPage();
  await page.ask('Question');
  await gate.reached;
  const inTurn = within(page.lastTurn());
  expect(inTurn.queryByRole('button', { name: 'Regenerate' })).toBeNull();
  expect(inTurn.queryByRole('button', { name: 'Copy' })).toBeNull();
  expect(page.lastTurn()).toHaveAttribute('aria-busy', 'true');
});
