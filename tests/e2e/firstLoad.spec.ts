import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { firstLoadFiles } from '../../bench/firstLoadFiles.ts';
import { createGate, hold, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, DIST, expect, test } from './rivulet.ts';

const BUDGETS = fileURLToPath(new URL('../../bench/budgets.json', import.meta.url));
const DRAWN = 'A reply with `code`, **marks** and\n\n| a | table |\n|---|---|\n| 1 | 2 |\n\nMore.';
const budgetsSchema = v.object({ fetchedAtStart: v.array(v.string()) });

test('[X16] nothing is fetched up to the first reply that the budget of the first load does not count', async ({
  page,
  rivulet,
}) => {
  const fetched: string[] = [];
  page.on('request', (request) => {
    const isCounted = ['script', 'stylesheet'].includes(request.resourceType());
    if (isCounted) fetched.push(new URL(request.url()).pathname.slice(1));
  });
  // Held, because what many tabs need is loaded once the first reply has ended.
  rivulet.models.serve('scripted', scriptModel(reply(DRAWN, hold(createGate()))));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Fetch');
  await expect(chat.lastBody.getByRole('table')).toBeVisible();
  const budgets: unknown = JSON.parse(await readFile(BUDGETS, 'utf8'));
  const { fetchedAtStart } = v.parse(budgetsSchema, budgets);
  const { scripts, styles } = await firstLoadFiles(DIST, fetchedAtStart);
  expect(fetched.length).toBeGreaterThan(0);
  expect([...scripts, ...styles]).toEqual(expect.arrayContaining(fetched));
});

test('[X20] while the page idles it fetches what code, formulas and dialogs need, and says nothing of it', async ({
  page,
}) => {
  const fetched: string[] = [];
  page.on('requestfinished', (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto('/');
  const later: unknown = JSON.parse(await readFile(`${DIST}/prefetch.json`, 'utf8'));
  const paths = v.parse(v.array(v.string()), later);
  for (const name of ['highlight.worker', 'math.worker', 'python', 'ConnectModelDialog']) {
    expect(paths.some((path) => path.startsWith(`/assets/${name}-`))).toBe(true);
  }
  await expect.poll(() => paths.filter((path) => !fetched.includes(path)), { timeout: 15_000 }).toEqual([]);
});
