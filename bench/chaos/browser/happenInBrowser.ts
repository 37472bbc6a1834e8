import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { Chance } from '../createChance.ts';
import type { Excuse } from '../judge.ts';
import type { Incident, Moment } from '../Story.ts';
import type { BrowserProcess } from './createBrowserProcess.ts';
import type { ServerProcess } from './createServerProcess.ts';
import type { Tabs } from './Tabs.ts';

/** Everything that something can happen to. */
export interface BrowserStage {
  readonly tabs: Tabs;
  readonly server: ServerProcess;
  readonly browser: BrowserProcess;
  readonly chance: Chance;
  /** Notes a fault. */
  readonly hit: (fault: string) => void;
  readonly excuses: Set<Excuse>;
  /** Only one of those that end processes happens at a time. */
  isBusy: boolean;
}

const LONGEST_ABSENCE_MS = 800;

/** How many tabs there may be before one more is opened. */
const MOST_TABS = 3;

type Deed = (stage: BrowserStage, page: Page, incident: Incident) => Promise<void>;

/** Makes something go wrong, and waits until it is over. What has nothing to hit does nothing. */
export async function happenInBrowser(incident: Incident, stage: BrowserStage): Promise<void> {
  const { what } = incident;
  const [page] = stage.tabs.pages;
  if (!page || (stage.isBusy && ALONE.has(what))) return;
  if (ALONE.has(what)) stage.isBusy = true;
  try {
    await DEEDS[what](stage, page, incident);
  } finally {
    if (ALONE.has(what)) stage.isBusy = false;
  }
}

const ALONE: ReadonlySet<Moment> = new Set(['kill-server', 'kill-browser', 'reload', 'close-tab', 'offline']);

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
  async hide({ hit }, page, { what, forMs }) {
    hit(what);
    await setSight(page, 'hidden');
    await sleep(forMs);
    await setSight(page, 'visible');
  },
  async offline({ browser, hit, excuses }, _page, { what, forMs }) {
    hit(what);
    excuses.add('unreachable');
    await browser.context.setOffline(true);
    await sleep(forMs);
    await browser.context.setOffline(false);
  },
  async 'second-tab'({ tabs, hit }, _page, { what }) {
    if (tabs.pages.length > MOST_TABS) return;
    hit(what);
    await tabs.open();
  },
  stop: (stage, page, { what }) => stop(stage, page, what),
  async 'stop-elsewhere'(stage, page, { what }) {
    const another = stage.tabs.pages.at(-1);
    if (another && another !== page) await stop(stage, another, what);
  },
};

async function setSight(page: Page, detail: 'hidden' | 'visible'): Promise<void> {
  if (page.isClosed()) return;
  await page.evaluate((how) => void window.dispatchEvent(new CustomEvent('chaos-sight', { detail: how })), detail);
}

/** Presses Stop where there is one to press. */
async function stop({ hit, excuses }: BrowserStage, page: Page, what: string): Promise<void> {
  const wasThere = await page.evaluate(() => {
    const button = document.querySelector<HTMLButtonElement>('button[aria-label=Stop]');
    button?.click();
    return button !== null;
  });
  if (!wasThere) return;
  hit(what);
  excuses.add('stop');
}
