import type { Page } from '@playwright/test';
import type { BrowserStage } from './BrowserStage.ts';

/** How long a tab may take to show Stop, in milliseconds. */
const SHOWN_MS = 1000;

const STOP = 'button[aria-label=Stop]';

/** Presses Stop where there is one to press, and notes it under a name. */
export async function stopInBrowser(
  { hit, isSpeaking, excuses }: BrowserStage,
  page: Page,
  what: string,
): Promise<void> {
  // Where it does not come there is nothing to stop.
  await page.waitForSelector(STOP, { timeout: SHOWN_MS }).catch(() => undefined);
  // By the answer the stop may have closed the model's connection.
  const wasSpeaking = isSpeaking();
  const wasThere = await page.evaluate((selector) => {
    const button = document.querySelector<HTMLButtonElement>(selector);
    button?.click();
    return button !== null;
  }, STOP);
  if (!wasThere) return;
  hit(what, wasSpeaking);
  excuses.add('stop');
}
