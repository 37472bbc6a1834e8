import type { Locator, Page } from '@playwright/test';
import { createGate, hold, reply, tokens } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test } from './rivulet.ts';

const lines = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at + 1)).join('\n');

const table = `| No. | Name | Words |\n|---|---|---|\n${lines(60, (at) => `| ${at ** 3} | n${at} | some words ${'and more '.repeat(at % 7)}|`)}`;
const list = lines(60, (at) => `${at + 2}. item ${at}`);

/** How often each of these roles is in the browser's accessibility tree. */
async function rolesIn(page: Page, roles: readonly string[]): Promise<Record<string, number>> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const shown = nodes.filter(({ ignored }) => !ignored).map(({ role }) => String(role?.value));
  return Object.fromEntries(roles.map((role) => [role, shown.filter((other) => other === role).length]));
}

/** Where the cells of each row begin and end, and how high the table is. */
function lookOf(shown: Locator): Promise<unknown> {
  return shown.evaluate((element) => {
    const cells = [...element.querySelectorAll('tr')].map((row) =>
      [...row.children].map((cell) => {
        const { left, right } = cell.getBoundingClientRect();
        return [left, right].map(Math.round).join();
      }),
    );
    const rows = new Set(cells.map((row) => row.join(' ')));
    return { rows: [...rows], height: Math.round(element.getBoundingClientRect().height) };
  });
}

test('[M56] [M57] a long table keeps its columns and its roles, and looks the same streamed and whole', async ({
  page,
  rivulet,
}) => {
  const gate = createGate();
  const cut = table.indexOf('| n50');
  rivulet.models.serve(
    'scripted',
    scriptModel(reply(...tokens(table.slice(0, cut)), hold(gate), ...tokens(table.slice(cut)), '\n\nThat was it.')),
  );
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Write a long table');
  const shown = chat.lastBody.locator('table');
  await expect(shown.getByRole('row')).toHaveCount(51);
  gate.release();
  await chat.expectStatus('done');
  const roles = { table: 1, row: 61, columnheader: 3, cell: 180 };
  expect(await rolesIn(page, Object.keys(roles))).toEqual(roles);
  const streamed = await lookOf(shown);
  // One line of places: each row has the columns of the head.
  expect(streamed).toMatchObject({ rows: [expect.any(String)] });
  await page.reload();
  await expect(shown.getByRole('row')).toHaveCount(61);
  await expect.poll(() => lookOf(shown)).toEqual(streamed);
  expect(await rolesIn(page, Object.keys(roles))).toEqual(roles);
});

test('[M57] the items of a long list are one list, numbered from the first to the last', async ({ page, rivulet }) => {
  rivulet.models.serve('scripted', scriptModel(reply(...tokens(list))));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Write a long list');
  await chat.expectStatus('done');
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const seen = nodes.filter(({ ignored }) => !ignored);
  const markers = seen.filter(({ role }) => role?.value === 'ListMarker').map(({ name }) => String(name?.value).trim());
  expect(markers).toEqual(Array.from({ length: 60 }, (_, at) => `${at + 3}.`));
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lists = seen
    .filter(({ role }) => role?.value === 'listitem')
    .map((item) => {
      let parent = byId.get(item.parentId ?? '');
      while (parent?.ignored === true) parent = byId.get(parent.parentId ?? '');
      return `${String(parent?.role?.value)} ${parent?.nodeId}`;
    });
  const list60 = lists.filter((name) => name === lists.at(-1));
  expect([list60.length, list60[0]]).toEqual([60, expect.stringMatching(/^list /)]);
});
