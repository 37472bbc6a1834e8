import { screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { reply } from '../../mocks/script.ts';
import { headingsOf } from '../../src/markdown/headingsOf.ts';
import { renderPage, type RenderedPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

const FIRST = '# Rivers\n\nWater.\n\n## Upper *course*\n\nFast.\n\n```md\n# not one\n```\n';

async function openOutline(page: RenderedPage) {
  await page.user.click(
    within(screen.getByRole('navigation', { name: 'Chats' })).getByRole('button', { name: 'More' }),
  );
  await page.user.click(await screen.findByRole('menuitem', { name: 'Outline' }));
  return within(await screen.findByRole('dialog', { name: 'Outline' }));
}

async function renderTalk() {
  server.replyWith(reply(FIRST));
  const page = await renderPage();
  await page.ask('How do rivers run?');
  await page.lastStands('done');
  server.replyWith(reply('Plain words.'));
  await page.ask('And lakes?');
  await page.lastStands('done');
  return page;
}

test('[U98] the headings of a reply are told as they are drawn, not those in its code', () => {
  expect(headingsOf(FIRST)).toEqual([
    { text: 'Rivers', depth: 1 },
    { text: 'Upper course', depth: 2 },
  ]);
  expect(headingsOf('Set\n===\n\n> ## Quoted\n\n1. # Item').map(({ text }) => text)).toEqual(['Set', 'Quoted', 'Item']);
  expect(headingsOf('No heading, # here or #there.')).toEqual([]);
});

test('[U98] an outline lists questions and headings; the arrows lead through it and a choice to its place', async () => {
  const page = await renderTalk();
  const dialog = await openOutline(page);
  const lines = dialog.getAllByRole('listitem').map((line) => within(line).getByRole('button'));
  expect(lines.map((line) => line.textContent)).toEqual(['How do rivers run?', 'Rivers', 'Upper course', 'And lakes?']);
  // Nothing is laid out here: the latest question counts as the one that is read.
  await waitFor(() => expect(lines[3]).toHaveFocus());
  expect(lines[3]).toHaveAttribute('aria-current', 'location');
  await page.user.keyboard('{ArrowUp}');
  expect(lines[2]).toHaveFocus();
  await page.user.keyboard('{Enter}');
  await waitFor(() => expect(screen.getByRole('heading', { name: 'Upper course' })).toHaveFocus());
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('[U98] an outline of another chat opens it at the question that was chosen', async () => {
  const page = await renderTalk();
  await page.user.click(page.button('New chat'));
  const dialog = await openOutline(page);
  await page.user.click(await dialog.findByRole('button', { name: 'How do rivers run?' }));
  await waitFor(() => expect(page.turns()[0]).toHaveFocus());
  expect(page.turns()).toHaveLength(4);
});
