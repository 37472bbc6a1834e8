import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { Sending } from '../Story.ts';
import type { BrowserStage } from './BrowserStage.ts';

/** How long a draft needs to be on disk, in milliseconds. */
const DRAFT_MS = 400;

/** How often a key that is held presses again. */
const HELD_PRESSES = 20;

/** Types the question and sends it. */
export async function askInBrowser({ tabs, hit }: BrowserStage, sending: Sending, question: string): Promise<void> {
  const [first] = tabs.pages;
  if (!first) return;
  await messageBox(first).fill(question);
  if (sending === 'once') return messageBox(first).press('Enter');
  if (sending === 'held-enter') {
    hit(sending);
    await messageBox(first).focus();
    for (let press = 0; press < HELD_PRESSES; press += 1) await first.keyboard.down('Enter');
    return first.keyboard.up('Enter');
  }
  if (sending === 'double-click') {
    await first.getByRole('button', { name: 'Send', exact: true }).dblclick();
    return hit(sending);
  }
  await sleep(DRAFT_MS);
  const second = await tabs.open('/');
  const both = [first, second].filter((page) => !page.isClosed());
  const texts = await Promise.all(both.map((page) => messageBox(page).inputValue()));
  const ready = both.filter((_, index) => texts[index] === question);
  await Promise.all(ready.map((page) => messageBox(page).press('Enter')));
  if (ready.length === 2) hit(sending);
}

function messageBox(page: Page): ReturnType<Page['getByRole']> {
  return page.getByRole('textbox', { name: 'Message', exact: true });
}
