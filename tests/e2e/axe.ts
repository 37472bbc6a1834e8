import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type axe from 'axe-core';
import { expect } from './rivulet.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Two themes differ in their colours: nothing else is looked for twice. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Expects that axe finds nothing wrong with a page as it stands, in light and in dark.
 *
 * @param state named in a failure
 * @param part a selector of what alone is looked at; by default the whole page
 * @see docs/spec.md X10
 */
export async function expectAccessible(page: Page, state: string, part?: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  expect(await violations(page, TAGS, part), `${state}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  expect(await violations(page, OF_COLOURS, part), `${state}, dark`).toEqual([]);
}

/** What axe has to say, in a form that can be read in a failure. */
async function violations(page: Page, runOnly: string[], part: string | undefined): Promise<string[]> {
  await page.evaluate(twoFrames);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  return page.evaluate(runAxe, { runOnly, part });
}

/** Runs in the page: by then the colours of another theme are drawn. */
async function twoFrames(): Promise<void> {
  for (let frame = 0; frame < 2; frame += 1) await new Promise((resolve) => void requestAnimationFrame(resolve));
}

/** Runs in the page. Nothing is written down about what is right: that takes longer than to look for it. */
async function runAxe({ runOnly, part }: { runOnly: string[]; part: string | undefined }): Promise<string[]> {
  const { axe: loaded } = window as unknown as { readonly axe: typeof axe }; // It is there.
  const rules = { 'target-size': { enabled: true } };
  const results = await loaded.run(part ?? document, { runOnly, rules, resultTypes: ['violations'], selectors: false });
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join('\n')}`);
}
