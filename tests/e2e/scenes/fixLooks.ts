import type { Page } from '@playwright/test';
import { blockFont } from './blockFont.ts';

/** When every scene is set. */
const NOW = new Date('2026-03-04T10:20:00Z');

/**
 * Has a page look the same on every machine and at every time: each letter is a block of one width, the clock stands, and nothing moves.
 *
 * @param letters as blocks, or as this machine has them, to be looked at
 * @see docs/decisions/021-the-visual-set.md
 */
export async function fixLooks(page: Page, letters: 'blocks' | 'device'): Promise<void> {
  await page.clock.setFixedTime(NOW);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const fonts = { normal: blockFont(380).toString('base64'), bold: blockFont(460).toString('base64') };
  if (letters === 'blocks') await page.addInitScript(useFonts, fonts);
  await page.addInitScript(fixStorage);
}

/** Runs in the page. The page's own policy lets no style sheet in that is not its own, but those that are made by script. */
function useFonts({ normal, bold }: { normal: string; bold: string }): void {
  const bytesOf = (font: string) => Uint8Array.from(atob(font), (character) => character.charCodeAt(0));
  const faces = [
    new FontFace('Blocks', bytesOf(normal), { weight: '1 499' }),
    new FontFace('Blocks', bytesOf(bold), { weight: '500 1000' }),
  ];
  for (const face of faces) document.fonts.add(face);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :not(.katex, .katex *), ::placeholder { font-family: Blocks !important; }
    * { caret-color: transparent !important; }
  `);
  document.adoptedStyleSheets = [sheet];
}

/** Runs in the page: what a browser tells of its space is another number everywhere. */
function fixStorage(): void {
  // Absent in a page that is no secure context, whatever its type says.
  const storage = navigator.storage as StorageManager | undefined;
  if (storage === undefined) return;
  storage.estimate = () => Promise.resolve({ usage: 12_300_000, quota: 2_000_000_000 });
  storage.persisted = () => Promise.resolve(false);
}
