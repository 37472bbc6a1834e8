import type { Setting } from './Setting.ts';

const LENGTHS = [2, 2000];
const KEYS = 20;
const IDLE_MS = 10_000;
/** The answer to the last question grows by so much: about 30 frames. */
const ADDITION_CHARACTERS = 1000;
const DELTAS_PER_FRAME = 500 / 60;

/** A chat of two messages and one of two thousand: opening it, typing below it, and an answer that grows at its end. */
export async function measureConversation({ tab, texts, note }: Setting): Promise<void> {
  const { page } = tab;
  for (const length of LENGTHS) {
    await page.evaluate(() => window.bench.open([], false));
    const empty = await tab.weight();
    const cell = `${length} messages`;
    // Another chat each time, so that nothing of the last one is drawn again.
    const messages = texts.conversation
      .slice(0, length)
      .map((message) => ({ ...message, id: `${length}-${message.id}` }));
    const opening = await tab.cost(() => page.evaluate((chat) => window.bench.open(chat, true), messages));
    note(cell, 'opening, CPU s', opening.task / 1000);
    const noteWeight = async (when: string): Promise<void> => {
      const full = await tab.weight();
      note(cell, `heap ${when}, MB`, (full.heapBytes - empty.heapBytes) / 1e6);
      note(cell, `nodes ${when}`, full.nodes - empty.nodes);
    };
    await noteWeight('when open');
    const idle = await tab.cost(() => page.waitForTimeout(IDLE_MS));
    note(cell, `then ${IDLE_MS / 1000} s idle, CPU s`, idle.task / 1000);
    await noteWeight('after that');

    await page.locator('textarea').last().focus();
    const typing = await tab.cost(async () => {
      for (let key = 0; key < KEYS; key += 1) {
        await page.keyboard.press('abcdefghij'.charAt(key % 10));
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
      }
    });
    note(cell, 'main thread, CPU ms per key', typing.task / KEYS);

    let frames = Number.NaN;
    const growing = await tab.cost(async () => {
      const addition = `\n\n${texts.passage.slice(0, ADDITION_CHARACTERS)}`;
      frames = await page.evaluate(([text, perFrame]) => window.bench.grow(text, perFrame), [
        addition,
        DELTAS_PER_FRAME,
      ] as const);
    });
    note(cell, 'main thread, CPU ms per streaming frame', growing.task / frames);
  }
}
