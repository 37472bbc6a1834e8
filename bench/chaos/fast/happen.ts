import type { ConversationId } from '../../../src/conversation/Message.ts';
import type { Chance } from '../createChance.ts';
import type { Excuse } from '../judge.ts';
import type { Incident, Moment } from '../Story.ts';
import type { FastBrowser, FastTab } from './createFastBrowser.ts';
import type { FastServer } from './createFastServer.ts';
import type { Machine } from './createMachine.ts';
import type { Network } from './createNetwork.ts';
import type { World } from './createWorld.ts';
import type { Surroundings } from './installPage.ts';

/** Everything that something can happen to. */
export interface Stage {
  readonly world: World;
  readonly machine: Machine;
  readonly server: FastServer;
  readonly network: Network;
  readonly surroundings: Surroundings;
  readonly browser: FastBrowser;
  readonly chance: Chance;
  /** Notes a fault. */
  readonly hit: (fault: string) => void;
  readonly excuses: Set<Excuse>;
  /** Takes a line for people. */
  readonly note: (line: string) => void;
  /** Whether nothing goes wrong any more. */
  isHealed: boolean;
  /** Whether the answer has ended once and is being gone on with. */
  isMending: boolean;
  /** The chat of the question, once it is known. */
  conversationId?: ConversationId;
}

/** How long a tab or a browser is gone, at most, in milliseconds. */
const LONGEST_ABSENCE_MS = 1500;

/** How many times longer than other things a sleep lasts at most. */
const LONGEST_SLEEP = 20;

/** How long a tab needs to show its chat, in milliseconds. */
const LOADED_MS = 100;

/** How many tabs there may be before one more is opened. */
const MOST_TABS = 3;

/** Makes something go wrong. What has nothing to hit does nothing. */
export function happen({ what, forMs }: Incident, stage: Stage): void {
  const [tab] = stage.browser.tabs;
  const isOfTab = !WITHOUT_TAB.has(what);
  if (tab || !isOfTab) DEEDS[what]({ ...stage, tab, what, forMs });
}

const WITHOUT_TAB: ReadonlySet<Moment> = new Set(['kill-server', 'offline', 'sleep', 'ask-again', 'second-tab']);

/** What a deed is done to. */
interface Doing extends Omit<Stage, 'conversationId'> {
  readonly conversationId?: ConversationId;
  readonly tab: FastTab | undefined;
  readonly what: Moment;
  readonly forMs: number;
}

const DEEDS: Readonly<Record<Moment, (doing: Doing) => void>> = {
  reload: ({ tab, ...doing }) => reopen(tab, 100, doing, () => tab?.end('told')),
  'close-tab': ({ tab, ...doing }) => reopen(tab, LONGEST_ABSENCE_MS, doing, () => tab?.end('told')),
  'kill-tab': ({ tab, ...doing }) => reopen(tab, LONGEST_ABSENCE_MS, doing, () => tab?.end('killed')),
  'kill-browser': ({ tab, ...doing }) => reopen(tab, LONGEST_ABSENCE_MS, doing, () => doing.browser.kill()),
  'kill-server'(doing) {
    if (!doing.server.process) return;
    doing.hit(doing.what);
    killServer(doing);
  },
  /** As a machine that loses its power, but for what its disk has been told. */
  'kill-all': ({ tab, ...doing }) =>
    reopen(tab, LONGEST_ABSENCE_MS, doing, () => {
      doing.browser.kill();
      killServer(doing);
    }),
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
  sleep({ machine, network, chance, hit, what, forMs }) {
    hit(what);
    machine.sleep(forMs * chance.between(1, LONGEST_SLEEP));
    // Whoever is between may have forgotten the connections of a machine that sleeps.
    if (chance.happens(0.5)) network.breakAll();
  },
  'ask-again'({ network, hit, what }) {
    if (network.askAgain()) hit(what);
  },
  'second-tab'({ browser, hit, what, conversationId }) {
    if (browser.tabs.length > MOST_TABS) return;
    hit(what);
    browser.open(conversationId);
  },
  stop: ({ tab, ...doing }) => stop(tab, doing),
  'stop-elsewhere'({ tab, ...doing }) {
    const { tabs } = doing.browser;
    const { conversationId } = doing;
    const another = tabs.findLast((other) => other !== tab && other.address === conversationId);
    if (another) return stop(another, doing);
    // As a person who has the chat open elsewhere, too.
    const opened = conversationId && doing.browser.open(conversationId);
    if (opened) doing.world.after(LOADED_MS, () => stop(opened, doing));
  },
};

function killServer({ server, world, excuses, forMs }: Omit<Doing, 'tab'>): void {
  if (!server.process) return;
  excuses.add('kill-server').add('unreachable');
  server.kill();
  world.after(forMs, () => server.start());
}

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
