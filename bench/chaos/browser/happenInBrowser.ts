import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { Incident, Moment } from '../Story.ts';
import type { BrowserStage } from './BrowserStage.ts';
import { stopInBrowser } from './stopInBrowser.ts';

/** How long a tab or a browser is gone, at most, in milliseconds. */
const LONGEST_ABSENCE_MS = 400;

/** How many tabs there may be before one more is opened. */
const MOST_TABS = 3;

type Deed = (stage: BrowserStage, page: Page, incident: Incident) => Promise<void>;

/** Makes something go wrong, and waits until it is over. What has nothing to hit does nothing. */
export async function happenInBrowser(incident: Incident, stage: BrowserStage): Promise<void> {
  const { what } = incident;
  const isAlone = ALONE.has(what);
  const turn = isAlone ? stage.alone : Promise.resolve();
  const deed = turn.then(async () => {
    const [page] = stage.tabs.pages;
    if (page) await DEEDS[what](stage, page, incident);
  });
  if (isAlone) stage.alone = deed.catch(() => undefined);
  await deed;
}

const ALONE: ReadonlySet<Moment> = new Set([
  'kill-server',
  'kill-browser',
  'kill-all',
  'kill-tab',
  'reload',
  'close-tab',
  'offline',
  'sleep',
]);

const DEEDS: Readonly<Record<Moment, Deed>> = {
  async reload({ tabs, hit }, page, { what }) {
    hit(what);
    await tabs.reload(page);
  },
  async 'close-tab'({ tabs, chance, hit }, page, { what }) {
    hit(what);
    await tabs.close(page);
    await sleep(chance.between(5, LONGEST_ABSENCE_MS));
    await tabs.open();
  },
  async 'kill-tab'({ tabs, hit }, _page, { what }) {
    hit(what);
    await tabs.killOne();
    if (tabs.pages.length === 0) await tabs.open();
  },
  async 'kill-browser'({ tabs, chance, hit }, _page, { what }) {
    hit(what);
    await tabs.kill();
    await sleep(chance.between(5, LONGEST_ABSENCE_MS));
    await tabs.startBrowser();
    await tabs.open();
  },
  async 'kill-server'({ server, hit, excuses }, _page, { what, forMs }) {
    hit(what);
    excuses.add('kill-server').add('unreachable');
    server.kill();
    await sleep(forMs);
    await server.start();
  },
  /** As a machine that loses its power, but for what its disk has been told. */
  async 'kill-all'({ tabs, server, hit, excuses }, _page, { what, forMs }) {
    hit(what);
    excuses.add('kill-server').add('unreachable');
    server.kill();
    await tabs.kill();
    await Promise.all([tabs.startBrowser(), sleep(forMs).then(() => server.start())]);
    await tabs.open();
  },
  async hide({ hit }, page, { what, forMs }) {
    hit(what);
    await setSight(page, 'hidden');
    await sleep(forMs);
    await setSight(page, 'visible');
  },
  async offline({ browser, proxy, hit, excuses }, _page, { what, forMs }) {
    hit(what);
    excuses.add('unreachable');
    // The browser's own switch leaves connections that stand.
    proxy.setDown(true);
    try {
      await browser.context.setOffline(true);
      await sleep(forMs);
    } finally {
      proxy.setDown(false);
      await browser.context.setOffline(false);
    }
  },
  async sleep({ browser, hit, sleeps }, _page, { what, forMs }) {
    hit(what);
    const fromMs = Date.now();
    await browser.sleep(forMs);
    sleeps.push({ fromMs, toMs: Date.now() });
  },
  async 'ask-again'({ proxy, isSpeaking, hit }, _page, { what }) {
    const wasSpeaking = isSpeaking();
    if (proxy.askAgain()) hit(what, wasSpeaking);
  },
  async 'second-tab'({ tabs, hit }, _page, { what }) {
    if (tabs.pages.length > MOST_TABS) return;
    hit(what);
    await tabs.open();
  },
  stop: (stage, page, { what }) => stopInBrowser(stage, page, what),
  async 'stop-elsewhere'(stage, page, { what }) {
    const { tabs } = stage;
    const another = tabs.pages.findLast((other) => other !== page && isIn(other, tabs.chat)) ?? (await tabs.open());
    await stopInBrowser(stage, another, what);
  },
};

function isIn(page: Page, chat: string): boolean {
  return chat !== '' && new URL(page.url()).pathname === chat;
}

async function setSight(page: Page, detail: 'hidden' | 'visible'): Promise<void> {
  if (page.isClosed()) return;
  await page.evaluate((how) => void window.dispatchEvent(new CustomEvent('chaos-sight', { detail: how })), detail);
}
