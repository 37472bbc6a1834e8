import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { Ending } from '../judge.ts';
import type { Tabs } from './Tabs.ts';

/** How long everything may take until it is quiet after the last fault, in milliseconds. */
const QUIET_MS = 45_000;

/** How long a page may take to go to the chat that it has sent the question of, in milliseconds. */
const SENT_MS = 1500;

const POLL_MS = 100;

/** How long what is quiet must stay so, in milliseconds. */
const STILL_MS = 400;

/** How long a chat may take to be in an address or in the list, in milliseconds: a busy machine is slow to read a database after a kill. */
const FOUND_MS = 10_000;

/** How the answer stands when it is quiet: in every tab, and in one that is opened then. Empty when there is no such question. */
export async function endingsInBrowser(tabs: Tabs, question: string): Promise<readonly Ending[]> {
  if (tabs.pages.length === 0) await tabs.open();
  await until(async () => tabs.chat !== '', SENT_MS);
  if (tabs.chat === '' && !(await goToChat(tabs, question))) return [];
  await until(() => isQuiet(tabs));
  await Promise.all([tabs.open(), sleep(STILL_MS)]);
  await until(() => isQuiet(tabs));
  return answersIn(tabs);
}

/** Whether every tab of the chat shows an answer, at its end. */
async function isQuiet(tabs: Tabs): Promise<boolean> {
  const answers = await answersIn(tabs);
  return answers.length >= inChat(tabs).length && answers.every(isFinal);
}

/** A tab that was opened after the question was sent finds it in the list. @returns whether it is there. */
async function goToChat(tabs: Tabs, question: string): Promise<boolean> {
  const page = await tabs.open('/');
  const [start = ''] = question.split('?');
  const link = page.getByRole('navigation', { name: 'Chats' }).getByRole('link', { name: start }).first();
  await until(async () => (await link.count()) > 0, FOUND_MS);
  if ((await link.count()) === 0) return false;
  await link.click();
  await until(async () => tabs.chat !== '', FOUND_MS);
  return true;
}

async function until(isSo: () => Promise<boolean>, patienceMs = QUIET_MS): Promise<void> {
  const endsAtMs = Date.now() + patienceMs;
  while (Date.now() < endsAtMs && !(await isSo())) await sleep(POLL_MS);
}

function isFinal({ status }: Ending): boolean {
  return status !== 'queued' && status !== 'streaming';
}

async function answersIn(tabs: Tabs): Promise<readonly Ending[]> {
  const pages = inChat(tabs);
  const all = await Promise.all(pages.map((page, index) => answersOf(page, `tab ${index + 1} of ${pages.length}`)));
  return all.flat();
}

function inChat({ pages, chat }: Tabs): readonly Page[] {
  return pages.filter((page) => new URL(page.url()).pathname === chat);
}

/** The answers that a page shows. */
export async function answersOf(page: Page, where: string): Promise<readonly Ending[]> {
  const shown = await page.evaluate(() => window.chaosAnswers()).catch(() => []);
  // The page writes the status of a reply there and nothing else.
  return shown.map(({ messageId, text, status }) => ({ where, messageId, text, status: status as Ending['status'] }));
}
