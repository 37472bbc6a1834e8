import type { Page } from '@playwright/test';
import { percentile } from '../statistics.ts';
import { traceMainThread } from '../traceOf.ts';
import type { Setting } from './Setting.ts';

const SLOWER = 4;
const REPLY_KB = 50;
const TOKENS_PER_SECOND = 1000;
const LONG_TASK_MS = 50;
const KEYS = 40;
const KEY_EVERY_MS = 150;

/** A fast reply on a slow device: the browser takes four times as long for everything. Someone types, before and meanwhile. */
export async function measureThrottled({ tab, streamOf, note }: Setting): Promise<void> {
  const { page } = tab;
  const cell = `CPU ${SLOWER} times slower`;
  await page.evaluate(() => window.bench.load('', false));
  await page.locator('textarea').last().focus();
  await tab.cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  noteKeys('nothing streams', await type(page));
  let keys: readonly number[] = [];
  const events = await traceMainThread(tab, async () => {
    const streaming = page.evaluate(
      (address) => window.bench.stream(address),
      streamOf(`${REPLY_KB}`, TOKENS_PER_SECOND),
    );
    keys = await type(page);
    await streaming;
  });
  await tab.cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  noteKeys(`${REPLY_KB} kB at ${TOKENS_PER_SECOND} tokens/s`, keys);
  // By the thread's own clock, so that a task does not count as long in which the machine did something else.
  const tasks = events.filter(({ name }) => name.endsWith('RunTask')).map(({ tdur }) => tdur / 1000);
  note(cell, `tasks over ${LONG_TASK_MS} ms CPU`, tasks.filter((ms) => ms > LONG_TASK_MS).length);
  note(cell, 'longest task, CPU ms', Math.max(...tasks));

  function noteKeys(what: string, timesMs: readonly number[]): void {
    note(`${cell}, ${what}`, 'keydown to paint p50, ms', percentile(timesMs, 0.5));
    note(`${cell}, ${what}`, 'keydown to paint p95, ms', percentile(timesMs, 0.95));
  }
}

/** @returns how long each key took to be painted. */
async function type(page: Page): Promise<readonly number[]> {
  await page.evaluate(() => window.bench.keyTimesMs());
  for (let key = 0; key < KEYS; key += 1) {
    await page.keyboard.press('abcdefghij'.charAt(key % 10));
    await page.waitForTimeout(KEY_EVERY_MS);
  }
  return page.evaluate(() => window.bench.keyTimesMs());
}
