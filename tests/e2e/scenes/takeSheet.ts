import type { Page } from '@playwright/test';

/** A picture of a part of the sheet. */
export interface Shot {
  readonly column: number;
  readonly row: number;
  readonly picture: Buffer;
}

/** Waits until nothing in the page changes from one frame to the next. */
export function settled(page: Page): Promise<void> {
  return page.evaluate(settle);
}

/** Takes a picture of what is in sight, once the page has settled. */
export async function takeShot(page: Page): Promise<Buffer> {
  await settled(page);
  return page.screenshot({ animations: 'disabled', caret: 'hide' });
}

/** Puts pictures side by side into one, in columns and rows. */
export async function sheetOf(page: Page, shots: readonly Shot[]): Promise<Buffer> {
  const given = shots.map(({ column, row, picture }) => ({ column, row, picture: picture.toString('base64') }));
  return Buffer.from(await page.evaluate(joinPictures, given), 'base64');
}

/** Runs in the page. */
async function settle(): Promise<void> {
  await document.fonts.ready;
  let changed = true;
  const mutations = new MutationObserver(() => (changed = true));
  mutations.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  while (changed) {
    changed = false;
    for (let frame = 0; frame < 2; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  mutations.disconnect();
}

/** Runs in the page. */
async function joinPictures(
  given: readonly { readonly column: number; readonly row: number; readonly picture: string }[],
): Promise<string> {
  const GAP = 8;
  const tiles = await Promise.all(
    given.map(async ({ picture, ...place }) => {
      const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0));
      return { ...place, image: await createImageBitmap(new Blob([bytes], { type: 'image/png' })) };
    }),
  );
  const sizes = (of: 'column' | 'row', side: 'width' | 'height') => {
    const largest: number[] = [];
    for (const tile of tiles) largest[tile[of]] = Math.max(largest[tile[of]] ?? 0, tile.image[side]);
    return largest;
  };
  const before = (lengths: readonly number[], at: number) =>
    lengths.slice(0, at).reduce((sum, next) => sum + next + GAP, 0);
  const [widths, heights] = [sizes('column', 'width'), sizes('row', 'height')];
  const canvas = new OffscreenCanvas(before(widths, widths.length) - GAP, before(heights, heights.length) - GAP);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('There is no canvas.');
  context.fillStyle = '#888';
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const { column, row, image } of tiles) context.drawImage(image, before(widths, column), before(heights, row));
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
