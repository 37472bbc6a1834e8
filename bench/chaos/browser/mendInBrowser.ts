import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { Ending, Evidence } from '../judge.ts';
import type { Finding } from '../Ledger.ts';
import { answersOf } from './endingsInBrowser.ts';
import type { Tabs } from './Tabs.ts';

/** How long a mended answer may take, in milliseconds. */
const MENDED_MS = 15_000;

/** How long a button may take to be there on a busy machine, in milliseconds. */
const SHOWN_MS = 10_000;

const POLL_MS = 100;

/** Presses the button that an answer ends with until it is done, twice at most, and says whether that leads to the whole text. */
export async function mendInBrowser(
  tabs: Tabs,
  { whole, endings, calls }: Evidence,
  callsNow: () => number,
): Promise<readonly Finding[]> {
  const page = tabs.pages.at(-1);
  if (!page || !endings.some(isMendable)) return [];
  const pressed: string[] = [];
  for (let at = await now(page); at && isMendable(at) && pressed.length < 2; at = await now(page)) {
    pressed.push(at.status);
    if (!(await press(page))) break;
  }
  const more = callsNow() - calls;
  return [
    { promise: 'can-be-mended', broken: unmended(await now(page), whole, pressed) },
    { promise: 'one-call', broken: more > pressed.length ? `${more} calls for ${pressed.length} presses` : '' },
  ];
}

/** Presses the answer's button and waits until its new run is in sight and has ended. @returns whether there is such a button. */
async function press(page: Page): Promise<boolean> {
  const button = page.getByRole('button', { name: /^(Retry|Continue)$/ }).last();
  const isPressed = await button.click({ timeout: SHOWN_MS }).then(
    () => true,
    () => false,
  );
  if (!isPressed) return false;
  const endsAtMs = Date.now() + MENDED_MS;
  let hasBegun = false;
  while (Date.now() < endsAtMs) {
    const at = await now(page);
    const isRunning = isOpen(at);
    // Until the question is on disk, the answer stands as it did before the press.
    if (at?.status === 'done' || (hasBegun && !isRunning)) break;
    hasBegun ||= isRunning;
    await sleep(POLL_MS);
  }
  return true;
}

function unmended(ending: Ending | undefined, whole: string, pressed: readonly string[]): string {
  if (ending?.status === 'done' && ending.text === whole) return '';
  return `${pressed.join(', ')} led to ${ending?.status}, ${ending?.text.length} of ${whole.length} characters`;
}

async function now(page: Page): Promise<Ending | undefined> {
  return (await answersOf(page, 'the last tab'))[0];
}

function isMendable({ status }: Ending): boolean {
  return status === 'failed' || status === 'stopped' || status === 'interrupted';
}

function isOpen(ending: Ending | undefined): boolean {
  return ending?.status === 'queued' || ending?.status === 'streaming';
}
