import type { Page } from '@playwright/test';
import { createGate, hold, reply, type Gate } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test as base, type RunningRivulet } from './rivulet.ts';
import { startLine, type Line } from './startLine.ts';

/** With a line to the server that can be cut. */
const test = base.extend<{ line: Line }>({
  line: async ({ rivulet, watch, page }, use) => {
    const line = await startLine(rivulet.address);
    watch.origins.add(line.address);
    watch.expected.push(/net::ERR_/);
    await use(line);
    await page.close();
    line.close();
  },
});

const HOUR_MS = 3_600_000;

/** A chat whose reply stands still at gates; `calls` tells how often the model was asked. */
async function askHeld(page: Page, rivulet: RunningRivulet, gates: number, address = '/') {
  const held: readonly Gate[] = Array.from({ length: gates }, createGate);
  const steps = held.flatMap((gate, index) => [`Part ${index}. `, hold(gate)]);
  rivulet.models.serve('scripted', scriptModel(reply(...steps, 'End.')));
  await page.goto(address);
  const before = rivulet.models.requests.length;
  const chat = chatPage(page);
  await chat.ask('Count for me');
  await expect(chat.lastBody).toHaveText('Part 0.');
  const whole = [...held.map((_, index) => `Part ${index}.`), 'End.'].join(' ');
  return { chat, gates: held, whole, calls: () => rivulet.models.requests.length - before };
}

test('[F4] a page whose renderer crashes in mid-stream has what it showed, goes on, and asked once', async ({
  page,
  context,
  rivulet,
}) => {
  const { gates, whole, calls } = await askHeld(page, rivulet, 2);
  const { pathname } = new URL(page.url());
  const crash = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // Its answer never comes.
  crash.send('Page.crash').catch(() => undefined);
  await crashed;
  const again = await context.newPage();
  await again.goto(pathname);
  const chat = chatPage(again);
  await expect(chat.lastBody).toHaveText('Part 0.');
  for (const gate of gates) gate.release();
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText(whole);
  await expect(chat.turns).toHaveCount(2);
  expect(calls()).toBe(1);
});

for (const seconds of [1, 10, 120]) {
  test(`[F4] a line that is gone for ${seconds} s in mid-stream: the text stays, and the reply goes on from there`, async ({
    page,
    context,
    rivulet,
    line,
  }) => {
    await page.clock.install();
    const { chat, gates, whole, calls } = await askHeld(page, rivulet, 2, line.address);
    await context.setOffline(true);
    line.cut();
    await page.clock.runFor(seconds * 1000);
    gates[0]?.release();
    await expect(chat.lastBody).toHaveText('Part 0.');
    await chat.expectStatus('streaming');
    if (seconds >= 10) await expect(chat.lastReply).toContainText('Reconnecting…');
    await context.setOffline(false);
    await page.clock.runFor(11_000);
    await expect(chat.lastBody).toHaveText('Part 0. Part 1.');
    gates[1]?.release();
    await page.clock.runFor(1000);
    await chat.expectStatus('done');
    await expect(chat.lastBody).toHaveText(whole);
    expect(calls()).toBe(1);
  });
}

test('[F4] a line that flaps twenty times: one call, and few connections', async ({ page, context, rivulet, line }) => {
  const { chat, gates, whole, calls } = await askHeld(page, rivulet, 1, line.address);
  let reads = 0;
  page.on('request', (request) => (reads += request.url().includes('/events') ? 1 : 0));
  for (let toggle = 0; toggle < 20; toggle += 1) {
    const isGone = toggle % 2 === 0;
    await context.setOffline(isGone);
    if (isGone) line.cut();
    await page.waitForTimeout(50);
  }
  gates[0]?.release();
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText(whole);
  expect(calls()).toBe(1);
  expect(reads).toBeLessThanOrEqual(30);
});

test('[F4] a page that is frozen in mid-stream has the whole reply when it thaws', async ({
  page,
  context,
  rivulet,
}) => {
  const { chat, gates, whole, calls } = await askHeld(page, rivulet, 2);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
  gates[0]?.release();
  await expect.poll(() => rivulet.models.requests.at(-1)?.tokensSent).toBeGreaterThan(1);
  await cdp.send('Page.setWebLifecycleState', { state: 'active' });
  gates[1]?.release();
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText(whole);
  expect(calls()).toBe(1);
});

test('[F4] a machine that slept for eight hours: no negative time, and the order stays', async ({ page, rivulet }) => {
  await page.clock.install({ time: new Date('2026-11-01T08:00:00Z') });
  const { chat, gates, calls } = await askHeld(page, rivulet, 1);
  await page.clock.fastForward(8 * HOUR_MS);
  await page.clock.runFor(20_000);
  gates[0]?.release();
  await page.clock.runFor(2000);
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText('Part 0. End.');
  await expect(chat.thread).not.toContainText(/-\d/);
  expect(calls()).toBe(1);
  await page.clock.setSystemTime(new Date('2026-10-31T08:00:00Z'));
  rivulet.models.serve('scripted', scriptModel(reply('Yesterday.')));
  await chat.ask('And now?');
  await page.clock.runFor(2000);
  await expect(chat.lastBody).toHaveText('Yesterday.');
  await chat.expectStatus('done');
  await expect(chat.turns).toHaveCount(4);
  await page.reload();
  await page.clock.runFor(2000);
  await expect(chat.turns.nth(2)).toContainText('And now?');
  await expect(chat.lastBody).toHaveText('Yesterday.');
});

test('[F4] a translator that wraps every text in mid-stream breaks nothing', async ({ page, rivulet }) => {
  const { chat, gates, whole } = await askHeld(page, rivulet, 3);
  for (const gate of gates) {
    await page.evaluate(wrapTexts);
    gate.release();
  }
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText(whole);
  await page.evaluate(wrapTexts);
  await chat.button('Regenerate').click();
  await expect(chat.lastReply).toContainText('2/2');
  await chat.expectStatus('done');
  await page.reload();
  await expect(chat.lastBody).toHaveText(whole);
});

/** As the page translators of browsers do. */
function wrapTexts(): void {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: Node[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    if (text.parentNode?.nodeName === 'FONT' || !text.nodeValue?.trim()) continue;
    const font = document.createElementNS('http://www.w3.org/1999/xhtml', 'font');
    text.parentNode?.replaceChild(font, text);
    font.append(text);
  }
}

test('[F4] no font is fetched that could be missing', async ({ page, rivulet }) => {
  const fonts: string[] = [];
  page.on('request', (request) => void (request.resourceType() === 'font' && fonts.push(request.url())));
  const { chat, gates } = await askHeld(page, rivulet, 1);
  gates[0]?.release();
  await chat.expectStatus('done');
  expect(fonts).toEqual([]);
});
