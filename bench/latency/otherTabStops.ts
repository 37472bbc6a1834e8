import type { Page } from '@playwright/test';
import type { Child } from './startChild.ts';

/**
 * Stops replies in another tab than the one that asked, and shows them too: each in a new chat.
 *
 * @param page - one that is open; it is closed with all of its context.
 * @returns how long it took from each click to the closed connection of the model, in milliseconds.
 */
export async function otherTabStops(
  page: Page,
  { models, rivulet }: { readonly models: Child; readonly rivulet: Child },
  { runs, warmUps }: { readonly runs: number; readonly warmUps: number },
): Promise<number[]> {
  const other = await page.context().newPage();
  await other.goto(rivulet.address);
  const times: number[] = [];
  for (let run = -warmUps; run < runs; run += 1) {
    const question = `Hold ${run}.`;
    models.send('mid-stream');
    await models.next('served');
    await page.getByRole('button', { name: 'New chat' }).click();
    await page.getByRole('textbox', { name: 'Message' }).fill(question);
    await page.keyboard.press('Enter');
    await models.next('held');
    await other.getByRole('link', { name: question }).click();
    for (const tab of [page, other]) await tab.getByText('Some words.').waitFor();
    await other.getByRole('button', { name: 'Stop' }).click();
    const [closed] = await Promise.all([models.next('closed'), rivulet.next('stop-request')]);
    for (const tab of [page, other]) await tab.locator('article[data-status=stopped]').waitFor();
    const clickMs = await other.evaluate(() => window.times.stopMs);
    if (run >= 0) times.push(closed.atMs - clickMs);
  }
  await page.context().close();
  return times;
}
