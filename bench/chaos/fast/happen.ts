import type { ConversationId } from '../../../src/conversation/Message.ts';
import type { Chance } from '../createChance.ts';
import type { Excuse } from '../judge.ts';
import type { Incident, Moment } from '../Story.ts';
import type { FastBrowser, FastTab } from './createFastBrowser.ts';
import type { FastServer } from './createFastServer.ts';
import type { Network } from './createNetwork.ts';
import type { World } from './createWorld.ts';
import type { Surroundings } from './installPage.ts';

/** Everything that something can happen to. */
export interface Stage {
  readonly world: World;
  readonly server: FastServer;
  readonly network: Network;
  readonly surroundings: Surroundings;
  readonly browser: FastBrowser;
  readonly chance: Chance;
  /** Notes a fault. */
  readonly hit: (fault: string) => void;
  readonly excuses: Set<Excuse>;
  /** The chat of the question, once it is known. */
  conversationId?: ConversationId;
}

/** How long a tab or a browser is gone, at most, in milliseconds. */
const LONGEST_ABSENCE_MS = 1500;

/** How many tabs there may be before one more is opened. */
const MOST_TABS = 3;

/** Makes something go wrong. What has nothing to hit does nothing. */
export function happen({ what, forMs }: Incident, stage: Stage): void {
  const [tab] = stage.browser.tabs;
  const isOfTab = what !== 'kill-server' && what !== 'offline' && what !== 'second-tab';
  if (tab || !isOfTab) DEEDS[what]({ ...stage, tab, what, forMs });
}

/** What a deed is done to. */
interface Doing extends Omit<Stage, 'conversationId'> {
  readonly conversationId?: ConversationId;
  readonly tab: FastTab | undefined;
  readonly what: Moment;
  readonly forMs: number;
}

const DEEDS: Readonly<Record<Moment, (doing: Doing) => void>> = {
  reload: ({ tab, ...doing }) => reopen(tab, 100, doing, () => tab?.end('told')),
  'close-tab': ({ tab, ...doing }) =>
    reopen(tab, LONGEST_ABSENCE_MS, doing, () => tab?.end(doing.chance.pick(['told', 'killed']))),
  'kill-browser': ({ tab, ...doing }) => reopen(tab, LONGEST_ABSENCE_MS, doing, () => doing.browser.kill()),
  'kill-server'({ server, world, hit, excuses, what, forMs }) {
    if (!server.process) return;
    hit(what);
    excuses.add('kill-server').add('unreachable');
    server.kill();
    world.after(forMs, () => server.start());
  },
  hide({ tab, world, hit, what, forMs }) {
    hit(what);
    tab?.setVisible(false);
    world.after(forMs, () => {
      if (!tab?.isOver) tab?.setVisible(true);
    });
  },
  offline({ network, surroundings, world, hit, excuses, what, forMs }) {
    hit(what);
    excuses.add('unreachable');
    network.setDown(true);
    surroundings.setOnline(false);
    world.after(forMs, () => {
      network.setDown(false);
      surroundings.setOnline(true);
    });
  },
  'second-tab'({ browser, hit, what, conversationId }) {
    if (browser.tabs.length > MOST_TABS) return;
    hit(what);
    browser.open(conversationId);
  },
  stop: ({ tab, ...doing }) => stop(tab, doing),
  'stop-elsewhere'({ tab, ...doing }) {
    const another = doing.browser.tabs.at(-1);
    if (another !== tab) stop(another, doing);
  },
};

/** Ends a tab, with what that takes along, and opens it again after a while. */
function reopen(tab: FastTab | undefined, mostMs: number, doing: Omit<Doing, 'tab'>, end: () => void): void {
  const { world, browser, chance, hit, what } = doing;
  hit(what);
  end();
  world.after(chance.between(5, mostMs), () => void browser.open(tab?.address ?? doing.conversationId));
}

/** Presses Stop where there is one to press. */
function stop(tab: FastTab | undefined, { hit, excuses, what }: Omit<Doing, 'tab'>): void {
  if (!tab?.address) return;
  const { liveRuns } = tab.session.store.getState();
  for (const [replyId, { conversationId }] of liveRuns) {
    if (conversationId !== tab.address) continue;
    hit(what);
    excuses.add('stop');
    void tab.session.stop(replyId);
  }
}
