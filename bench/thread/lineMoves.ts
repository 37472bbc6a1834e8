import type { Page } from '@playwright/test';

/** A reader's step somewhere in a thread under the pointer: a turn of the wheel, a jump, or another size of the window. */
export async function stepAtRandom(page: Page, random: () => number): Promise<void> {
  const kind = random();
  if (kind < 0.6) await page.mouse.wheel(0, (random() - 0.6) * 3000);
  else if (kind < 0.85) await page.getByRole('region', { name: 'Conversation' }).evaluate(scrollToShare, random());
  else await page.setViewportSize({ width: 700 + whole(600 * random()), height: 500 + whole(400 * random()) });
}

/** Runs in the page: by how many pixels the first block in sight moves within half a second, once the reader's own step has been drawn. `undefined` where there is none, or at the end. */
export async function firstLineMoves(): Promise<number | undefined> {
  const frames = async (count: number): Promise<void> => {
    for (let frame = 0; frame < count; frame += 1) await new Promise(requestAnimationFrame);
  };
  await frames(4);
  const box = document.querySelector('[aria-label=Conversation]');
  const { left, top, width } = box?.getBoundingClientRect() ?? new DOMRect();
  const isAtEnd = box && box.scrollHeight - box.clientHeight - box.scrollTop < 10;
  const [line] = document
    .elementsFromPoint(left + width / 2, top + 5)
    .filter((element) => element.closest('article[data-status]'));
  // At the end the growing reply itself moves all lines up.
  if (!line || isAtEnd) return undefined;
  const before = line.getBoundingClientRect().top;
  let moved = 0;
  for (let frame = 0; frame < 20; frame += 1) {
    await frames(1);
    moved = Math.max(moved, line.isConnected ? Math.abs(line.getBoundingClientRect().top - before) : Infinity);
  }
  return moved;
}

function scrollToShare(box: Element, share: number): void {
  box.scrollTo({ top: box.scrollHeight * share });
}

const whole = Math.floor;

/** Numbers from 0 to 1, always the same of one seed. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
