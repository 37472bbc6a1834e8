import { createGate, hold, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test } from './rivulet.ts';

test('[U94] [U95] of a reply that ends while nobody is there the tab is marked, and the device told once', async ({
  page,
  context,
  rivulet,
}) => {
  const gate = createGate();
  rivulet.models.serve('scripted', scriptModel(reply('Water ', hold(gate), 'flows.')));
  await context.grantPermissions(['notifications']);
  // A tab of a test always has the keyboard.
  await context.addInitScript(() => {
    if (location.protocol !== 'http:') return;
    document.hasFocus = () => document.documentElement.dataset['away'] === undefined;
    const shown: string[] = [];
    const tell = (name: string): void => void shown.push(name);
    Object.assign(globalThis, {
      shown,
      Notification: class extends Notification {
        constructor(title: string, options?: NotificationOptions) {
          super(title, options);
          tell(`${title}|${options?.body}`);
        }
      },
      AudioContext: class extends AudioContext {
        constructor() {
          super();
          tell('tone');
        }
      },
    });
    localStorage.setItem('rivulet.notify', 'withText');
    localStorage.setItem('rivulet.sound', 'on');
  });
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('How does water move?');
  await gate.reached;
  await expect(page).toHaveURL(/\/c\//);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(chatPage(other).lastBody).toContainText('Water');
  const leave = () => {
    document.documentElement.dataset['away'] = '';
    dispatchEvent(new Event('blur'));
  };
  for (const tab of [page, other]) await tab.evaluate(leave);
  gate.release();
  const icon = page.locator('link[rel=icon]');
  await expect(page).toHaveTitle('(1) How does water move? · Rivulet');
  await expect(icon).toHaveAttribute('href', '/favicon-unread.svg');
  expect((await page.request.get('/favicon-unread.svg')).headers()['content-type']).toBe('image/svg+xml');
  const told = async () => {
    const all = [page, other].map((tab) => tab.evaluate(() => (globalThis as { shown?: string[] }).shown ?? []));
    return (await Promise.all(all)).flat();
  };
  await expect.poll(told).toEqual(['A reply is ready|How does water move?\nWater flows.', 'tone']);
  await page.evaluate(() => {
    delete document.documentElement.dataset['away'];
    dispatchEvent(new Event('focus'));
  });
  await expect(page).toHaveTitle('How does water move? · Rivulet');
  await expect(icon).toHaveAttribute('href', '/favicon.svg');
});
