import type { Page } from '@playwright/test';
import { createGate, hold, reply, text, wait } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test, type RunningRivulet } from './rivulet.ts';

// A page that is loaded forty times costs more when it is recorded.
test.use({ trace: 'off' });

declare global {
  interface Window {
    /** The first text of the answer that this load of the page has drawn. */
    firstDrawn?: string;
  }
}

const DELTAS = 400;
/** A refresh after each of so many deltas: twenty of them are spread over the reply. */
const EVERY = 20;

const words = Array.from({ length: DELTAS }, (_, index) => `w${index} `);

/** Runs in the page before its own scripts. */
function noteFirstDrawn(): void {
  new MutationObserver((_changes, observer) => {
    const bodies = document.querySelectorAll('article:not([data-status=sent]) [data-reply-body]');
    const drawn = bodies[bodies.length - 1]?.textContent;
    if (!drawn) return;
    window.firstDrawn = drawn;
    observer.disconnect();
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** Runs in the page before its own scripts: as an impatient reader does, ten times a second. */
function reloadAgain(): void {
  const left = Number(sessionStorage.getItem('test-reloads'));
  if (left === 0) return;
  setTimeout(() => {
    sessionStorage.setItem('test-reloads', String(left - 1));
    location.reload();
  }, 100);
}

const shownIn = (page: Page): Promise<string> =>
  page.evaluate(() => document.querySelector('article:last-of-type [data-reply-body]')?.textContent ?? '');

/** The calls of the model that are made from now on. */
function countCalls({ models }: RunningRivulet): () => number {
  const before = models.requests.length;
  return () => models.requests.length - before;
}

test(`[X17] a page that is refreshed at every ${EVERY}th of ${DELTAS} deltas shows at once what was shown, goes on live, and has the whole text, asked once`, async ({
  page,
  rivulet,
}) => {
  test.setTimeout(120_000);
  const gates = Array.from({ length: DELTAS / EVERY }, createGate);
  const steps = words.flatMap((word, index) => {
    const gate = index % EVERY === EVERY - 1 ? gates[(index - EVERY + 1) / EVERY] : undefined;
    return gate ? [text(word), hold(gate)] : [wait(4), text(word)];
  });
  rivulet.models.serve('scripted', scriptModel(reply(...steps)));
  await page.addInitScript(noteFirstDrawn);
  await page.goto('/');
  const chat = chatPage(page);
  const calls = countCalls(rivulet);
  await chat.ask('Count for me');
  for (const [index, gate] of gates.entries()) {
    const last = words[(index + 1) * EVERY - 1]?.trimEnd() ?? '';
    await expect(chat.lastBody).toHaveText(new RegExp(`${last}$`));
    // The page goes away in mid-stream.
    gate.release();
    const shown = await shownIn(page);
    await page.reload();
    await page.waitForFunction(() => window.firstDrawn !== undefined);
    const drawn = await page.evaluate(() => window.firstDrawn ?? '');
    expect(drawn.startsWith(shown.trimEnd()), `"${drawn}" begins with "${shown}"`).toBe(true);
  }
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText(words.join('').trimEnd());
  expect(calls()).toBe(1);
});

test('[X17] a page that is reloaded twenty times in a row asks once and has the whole reply', async ({
  page,
  rivulet,
}) => {
  const gate = createGate();
  rivulet.models.serve('scripted', scriptModel(reply('One, ', hold(gate), 'two.')));
  await page.addInitScript(reloadAgain);
  await page.goto('/');
  const chat = chatPage(page);
  const calls = countCalls(rivulet);
  await chat.ask('Reload me');
  await expect(chat.turns).toHaveCount(2);
  const beganMs = Date.now();
  await page.evaluate(() => {
    sessionStorage.setItem('test-reloads', '19');
    setTimeout(() => location.reload());
  });
  await page.waitForFunction(() => sessionStorage.getItem('test-reloads') === '0');
  test.info().annotations.push({ type: 'measured', description: `twenty reloads in ${Date.now() - beganMs} ms` });
  await expect(chat.lastBody).toHaveText('One,');
  gate.release();
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText('One, two.');
  expect(calls()).toBe(1);
});
