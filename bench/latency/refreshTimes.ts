import type { Page } from '@playwright/test';
import { CLOCK_WORDS } from './clockModel.ts';

/** What a reader waits for after a refresh in mid-stream, in milliseconds from its beginning (the request for the page included). */
export interface RefreshTime {
  /** Until what had come before is drawn again. */
  readonly earlier: number;
  /** The same from the page's `load` event on; 0 when it was drawn before that. */
  readonly earlierAfterLoad: number;
  /** Until something is drawn that was sent after the refresh had begun. */
  readonly live: number;
}

/** Words of the reply between two refreshes. */
const EVERY = 20;

/**
 * Refreshes a page, on which a reply is told that tells the time, again and again until its end.
 *
 * @throws {Error} when words are missing, doubled or out of order in the end.
 */
export async function refreshTimes(page: Page): Promise<RefreshTime[]> {
  const times: RefreshTime[] = [];
  for (let words = EVERY; words < CLOCK_WORDS - EVERY; words = (await wordsOf(page)).length + EVERY) {
    await page.waitForFunction(isSaid, words);
    await page.reload({ waitUntil: 'commit' });
    await page.waitForFunction(() => window.refresh.liveMs !== undefined);
    times.push(
      await page.evaluate(() => {
        const { earlierMs = Number.NaN, liveMs = Number.NaN } = window.refresh;
        const earlier = earlierMs - performance.timeOrigin;
        const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]; // By the name of their type.
        const earlierAfterLoad = Math.max(0, earlier - (navigation?.loadEventStart ?? 0));
        return { earlier, earlierAfterLoad, live: liveMs - performance.timeOrigin };
      }),
    );
  }
  await page.locator('article[data-status=done]').waitFor();
  const words = await wordsOf(page);
  const isWhole = words.length === CLOCK_WORDS && words.every((word, at) => at === 0 || word > (words[at - 1] ?? 0));
  if (!isWhole) throw new Error(`The reply came out of ${times.length} refreshes with other words than were sent.`);
  return times;
}

async function wordsOf(page: Page): Promise<readonly number[]> {
  const text = await page.locator('article [data-reply-body]').last().textContent();
  return (text ?? '').split(' ').map((word) => Number(word.slice(1)));
}

/** Runs in the page. */
function isSaid(words: number): boolean {
  const bodies = document.querySelectorAll('article [data-reply-body]');
  return (bodies[bodies.length - 1]?.textContent ?? '').split(' ').length >= words;
}
