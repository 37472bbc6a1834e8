import type { Page } from '@playwright/test';
import { reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test } from './rivulet.ts';

/** Every colour of the page, as it is computed. */
const coloursOf = (page: Page) =>
  page.evaluate(() => {
    const style = getComputedStyle(document.documentElement);
    const names = ['--text-2', '--text-3', '--line', '--line-control', '--accent', '--danger', '--code-tag'];
    return names.map((name) => style.getPropertyValue(name));
  });

test('[U81] more contrast is that of a device that asks for it, and in forced colours those of the device hold', async ({
  page,
}) => {
  await page.goto('/');
  const usual = await coloursOf(page);
  await page.emulateMedia({ contrast: 'more' });
  const device = await coloursOf(page);
  await page.emulateMedia({ contrast: 'no-preference' });
  expect(await coloursOf(page)).toEqual(usual);
  await page.evaluate(() => localStorage.setItem('rivulet.contrast', 'more'));
  await page.reload();
  expect(await coloursOf(page)).toEqual(device);
  expect(new Set([...usual, ...device]).size).toBe(usual.length + device.length);
  await page.emulateMedia({ forcedColors: 'active' });
  const [, , line, , accent] = await coloursOf(page);
  expect([line, accent]).toEqual(['CanvasText', 'Highlight']);
});

test('[U81] with the largest text and the widest lines nothing is cut off at 320 px', async ({ page, rivulet }) => {
  rivulet.models.serve(
    'scripted',
    scriptModel(reply('A word.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nlet a;\n```')),
  );
  await page.setViewportSize({ width: 320, height: 640 });
  await page.addInitScript(() => {
    localStorage.setItem('rivulet.textSize', 'larger');
    localStorage.setItem('rivulet.readingWidth', 'wide');
    localStorage.setItem('rivulet.density', 'compact');
  });
  await page.goto('/');
  const expectNoOverflow = async (): Promise<void> => {
    const wide = await page.evaluate(() => {
      const scrolls = (element: Element): boolean =>
        element.closest('pre, [role=region]:not([data-message-count])') !== null;
      return [...document.querySelectorAll('button, textarea, p, select, input[type=search]')]
        .filter((element) => element.checkVisibility() && !scrolls(element) && !element.closest('.skip, .sr-only'))
        .filter((element) => {
          const { left, right, width } = element.getBoundingClientRect();
          return width > 1 && (left < -1 || right > innerWidth + 1);
        })
        .map((element) => element.outerHTML.slice(0, 120));
    });
    expect(wide).toEqual([]);
  };
  await expectNoOverflow();
  const chat = chatPage(page);
  await chat.ask('What is there?');
  await chat.expectStatus('done');
  await expectNoOverflow();
  await page.getByRole('button', { name: 'Open chats' }).click();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Search settings' }).waitFor();
  await expectNoOverflow();
});
