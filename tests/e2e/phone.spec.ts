import type { Locator, Page } from '@playwright/test';
import { createGate, hold, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test } from './rivulet.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

/** What the keyboard of a phone takes. */
const KEYBOARD_PX = 336;

const WIDE = `A word without an end: ${'Donaudampfschifffahrt'.repeat(12)}

https://example.com/${'path/'.repeat(60)}

| ${'column | '.repeat(12)}
| ${'--- | '.repeat(12)}
| ${'a wide cell | '.repeat(12)}

\`\`\`ts
const line = '${'long '.repeat(60)}';
\`\`\`

\`${'inlinecode'.repeat(20)}\` and $${'x+y+z+'.repeat(30)}$
`;

test('[X8] nothing that a reply holds is wider than the phone', async ({ page, rivulet }) => {
  rivulet.models.serve('scripted', scriptModel(reply(WIDE)));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.message.fill(`A question with ${'averylongword'.repeat(30)}`);
  await chat.send.tap();
  await chat.expectStatus('done');
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page);
});

test('[X8] Enter breaks the line and Send sends, with a finger', async ({ page, rivulet }) => {
  const gate = createGate();
  rivulet.models.serve('scripted', scriptModel(reply('Begun.', hold(gate))));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.message.tap();
  await page.keyboard.type('One');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Two');
  await expect(chat.message).toHaveValue('One\nTwo');
  await chat.send.tap();
  await expect(chat.lastBody).toHaveText('Begun.');
  // A tap elsewhere in between: two quick ones on the same spot are the double tap that must not stop.
  await chat.message.tap();
  await chat.stop.tap();
  await chat.expectStatus('stopped');
});

test('[X8] the composer is in sight without scrolling, however long the chat', async ({ page, rivulet }) => {
  rivulet.models.serve('scripted', scriptModel(reply(WIDE.repeat(3))));
  await page.goto('/');
  const chat = chatPage(page);
  await expect(chat.message).toBeInViewport({ ratio: 1 });
  await expect(chat.send).toBeInViewport({ ratio: 1 });
  await chat.message.fill('Much');
  await chat.send.tap();
  await chat.expectStatus('done');
  await expect(chat.message).toBeInViewport({ ratio: 1 });
  await expect(chat.send).toBeInViewport({ ratio: 1 });
});

test('[U122] where the page gets smaller for the keyboard, the composer stands above it, and the text goes on being followed', async ({
  page,
  rivulet,
}) => {
  rivulet.models.serve('scripted', scriptModel(reply(WIDE.repeat(3))));
  await page.goto('/');
  await expect(page.locator('meta[name=viewport]')).toHaveAttribute('content', /interactive-widget=resizes-content/);
  const chat = chatPage(page);
  await chat.message.fill('Much');
  await chat.send.tap();
  await chat.expectStatus('done');
  await chat.message.tap();
  await page.keyboard.type('One\nTwo');
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setDeviceMetricsOverride', {
    width: 390,
    height: 844 - KEYBOARD_PX,
    deviceScaleFactor: 2,
    mobile: true,
  });
  await expect(chat.message).toBeInViewport({ ratio: 1 });
  await expect(chat.send).toBeInViewport({ ratio: 1 });
  await expect(chat.message).toBeFocused();
  await expectNoSidewaysScroll(page);
});

test('[U122] where the keyboard lies over the page, the composer stands above it, wherever the page was scrolled to', async ({
  page,
}) => {
  await page.addInitScript(coverByKeyboard, KEYBOARD_PX);
  await page.goto('/');
  const chat = chatPage(page);
  await expect(chat.button('Model: scripted')).toBeVisible();
  const atRest = await chat.send.boundingBox();
  for (const scrolledPx of [0, 120]) {
    await page.evaluate((px) => dispatchEvent(new CustomEvent('keyboard', { detail: px })), scrolledPx);
    await expect.poll(async () => (await boxOf(chat.send)).bottom).toBeLessThanOrEqual(844 - KEYBOARD_PX + scrolledPx);
    expect((await boxOf(page.getByRole('main'))).top).toBe(scrolledPx);
    expect((await boxOf(chat.message)).top).toBeGreaterThan(scrolledPx);
  }
  await page.evaluate(() => dispatchEvent(new CustomEvent('keyboard')));
  await expect.poll(() => chat.send.boundingBox()).toEqual(atRest);
});

async function boxOf(locator: Locator): Promise<{ top: number; bottom: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('It has no place.');
  return { top: box.y, bottom: box.y + box.height };
}

/** Runs in the page: what is in sight of it is told as Safari does, by an event `keyboard` that says how far the page was scrolled. */
function coverByKeyboard(keyboardPx: number): void {
  const view = Object.assign(new EventTarget(), { scale: 1, height: innerHeight, offsetTop: 0 });
  Object.defineProperty(window, 'visualViewport', { value: view });
  addEventListener('keyboard', (event) => {
    const scrolledPx: unknown = event instanceof CustomEvent ? event.detail : null;
    view.height = innerHeight - (scrolledPx === null ? 0 : keyboardPx);
    view.offsetTop = typeof scrolledPx === 'number' ? scrolledPx : 0;
    view.dispatchEvent(new Event('resize'));
  });
}

test('[X8] the list of chats is a drawer, which closes by a choice, beside it and by Esc', async ({
  page,
  rivulet,
}) => {
  rivulet.models.serve('scripted', scriptModel(reply('Answer.')));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.message.fill('In the drawer');
  await chat.send.tap();
  await chat.expectStatus('done');
  await expect(chat.chats).toHaveCount(0);
  const drawer = page.getByRole('dialog', { name: 'Chats' });

  await chat.button('Open chats').tap();
  await expect(drawer).toBeVisible();
  await drawer.getByRole('button', { name: 'New chat' }).tap();
  await expect(drawer).toHaveCount(0);
  await expect(page).toHaveURL(/\/$/);

  await chat.button('Open chats').tap();
  await drawer.getByRole('link', { name: 'In the drawer' }).tap();
  await expect(drawer).toHaveCount(0);
  await expect(chat.lastBody).toHaveText('Answer.');

  await chat.button('Open chats').tap();
  await page.touchscreen.tap(380, 400);
  await expect(drawer).toHaveCount(0);
  await chat.button('Open chats').tap();
  await page.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
});

test('[X8] every target for a finger is at least 44 pixels high and wide', async ({ page, rivulet }) => {
  rivulet.models.serve(
    'scripted',
    scriptModel(reply('Text.\n\n```ts\nlet a = 1;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n')),
  );
  await page.goto('/');
  const chat = chatPage(page);
  await expect(chat.button('Model: scripted')).toBeVisible();
  await expectTargets(page);
  await chat.message.fill('Targets');
  await chat.send.tap();
  await chat.expectStatus('done');
  await chat.button('Regenerate').tap();
  await expect(chat.button('Previous version')).toBeVisible();
  await chat.expectStatus('done');
  await expectTargets(page);
  await chat.button('Edit').tap();
  await expectTargets(page);
  await chat.button('Cancel').tap();
  await chat.button('Model: scripted').tap();
  await expect(page.getByRole('listbox')).toBeVisible();
  await expectTargets(page);
  await page.keyboard.press('Escape');
  await chat.button('Open chats').tap();
  await expect(page.getByRole('dialog', { name: 'Chats' })).toBeVisible();
  await expectTargets(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Providers' }).tap();
  await expect(page.getByRole('dialog', { name: 'Connect a model' })).toBeVisible();
  await expectTargets(page);
});

const TARGETS = 'button, a[href], input, select, textarea, summary, [role=option]';

/** Links inside of running text are excepted, as WCAG 2.5.5 has it: their size is that of the line. */
async function expectTargets(page: Page): Promise<void> {
  const small = await page.evaluate((selector) => {
    const names: string[] = [];
    for (const element of document.querySelectorAll(selector)) {
      const { width, height } = element.getBoundingClientRect();
      const isHidden = width === 0 || height === 0 || element.closest('[inert], [hidden]') !== null;
      if (isHidden || element.matches('[data-reply-body] a')) continue;
      // Half a pixel is lost to rounding.
      if (width < 43.5 || height < 43.5) {
        const name = element.getAttribute('aria-label') ?? element.textContent.trim();
        names.push(`${name}: ${width.toFixed(1)} × ${height.toFixed(1)}`);
      }
    }
    return names;
  }, TARGETS);
  expect(small).toEqual([]);
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scroller = document.querySelector('[data-message-count]');
    return {
      page: document.documentElement.scrollWidth - width,
      thread: scroller === null ? Number.NaN : scroller.scrollWidth - scroller.clientWidth,
      window: window.innerWidth - (visualViewport?.width ?? 0),
    };
  });
  expect(wide).toEqual({ page: 0, thread: 0, window: 0 });
}
