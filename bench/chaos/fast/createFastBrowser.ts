import type { ConversationId } from '../../../src/conversation/Message.ts';
import type { ChatSession } from '../../../src/session/ChatSession.ts';
import { createChatSession } from '../../../src/session/createChatSession.ts';
import { joinTabs } from '../../../src/session/tabs/joinTabs.ts';
import { loneLocks } from '../../../src/session/tabs/loneLocks.ts';
import { startManyTabs } from '../../../src/session/tabs/startManyTabs.ts';
import type { TabChannel } from '../../../src/session/tabs/tabChannel.ts';
import type { Release, TabLocks } from '../../../src/session/tabs/TabLocks.ts';
import { tellingRepository } from '../../../src/session/tabs/tellingRepository.ts';
import { createHttpTransport } from '../../../src/transport/httpTransport.ts';
import { createLinkGate } from '../../../src/transport/linkGate.ts';
import type { Chance } from '../createChance.ts';
import type { Disk } from './createDisk.ts';
import { createFastFeed } from './createFastFeed.ts';
import { createLife, type Life } from './createLife.ts';
import type { Machine } from './createMachine.ts';
import type { Network } from './createNetwork.ts';
import type { Recorder } from './createRecorder.ts';
import type { World } from './createWorld.ts';
import type { Surroundings } from './installPage.ts';

/** A tab: our session code as the page composes it. */
export interface FastTab {
  readonly name: string;
  readonly session: ChatSession;
  /** The chat in its address. */
  readonly address: ConversationId | undefined;
  readonly isOver: boolean;
  /** Goes to a chat, as the page does when its address changes. */
  show(conversationId: ConversationId): Promise<void>;
  setVisible(isVisible: boolean): void;
  /** Ends it as a reload does (`told`) or as a kill does. */
  end(how: 'told' | 'killed'): void;
}

/** A browser whose tabs share a disk, locks and a channel. */
export interface FastBrowser {
  /** Those that are open. */
  readonly tabs: readonly FastTab[];
  open(address?: ConversationId): FastTab;
  /** Ends all tabs at once, with all that the browser does for them. */
  kill(): void;
}

/** What a browser is made of. */
export interface FastBrowserOptions {
  readonly world: World;
  readonly machine: Machine;
  readonly disk: Disk;
  readonly network: Network;
  readonly surroundings: Surroundings;
  readonly recorder: Recorder;
  readonly chance: Chance;
}

const FRAME_MS = 16;

/** How long a message takes from tab to tab, in milliseconds. */
const CHANNEL_MS = 1;

/** A browser without tabs. */
export function createFastBrowser(options: FastBrowserOptions): FastBrowser {
  const { world, machine, disk, network, surroundings, recorder, chance } = options;
  const tabs = new Set<FastTab>();
  const locks = loneLocks();
  const ears = new Set<{ hear?: (message: unknown) => void }>();
  let life = createLife(machine);
  let opened = 0;
  let ids = 0;

  const createChannel = (page: Life): TabChannel => {
    const ear: { hear?: (message: unknown) => void } = {};
    ears.add(ear);
    page.signal.addEventListener('abort', () => void ears.delete(ear));
    return {
      tell(message) {
        if (page.isOver) return;
        machine.after(CHANNEL_MS, () => {
          for (const other of ears) if (other !== ear) other.hear?.(structuredClone(message));
        });
      },
      listen(listener) {
        ear.hear = listener;
      },
      close: () => void ears.delete(ear),
    };
  };

  return {
    get tabs() {
      return [...tabs];
    },
    open(given) {
      const page = createLife(machine);
      const gate = createLinkGate();
      const channel = createChannel(page);
      const send = network.fetchOf(page, life);
      const onSight = new Set<() => void>();
      let isVisible = true;
      let address = given;
      opened += 1;
      const name = `tab ${opened}`;
      const start: typeof startManyTabs = (parts) =>
        startManyTabs({
          ...parts,
          locks: locksOf(page, locks),
          sight: {
            isVisible: () => isVisible,
            onChange(listener) {
              onSight.add(listener);
              return () => onSight.delete(listener);
            },
          },
          unread: { load: () => new Set(), save: () => undefined, onChange: () => () => undefined },
          createEventSource: createFastFeed(page, send),
        });
      const { made: session, hide } = surroundings.make(() =>
        createChatSession({
          transport: createHttpTransport({ fetch: send, clock: page, random: () => chance.next(), gate }),
          repository: tellingRepository(disk.openFor(page), channel),
          clock: page,
          frames: { request: (callback) => page.after(FRAME_MS, callback) },
          newId: () => `id-${String((ids += 1)).padStart(8, '0')}`,
          joinTabs: (shared) =>
            joinTabs(
              { gate, channel, load: () => page.bound(world.sleep(5).then(() => ({ startManyTabs: start }))) },
              shared,
            ),
        }),
      );
      // Nobody sees a hidden tab.
      const watch = (): (() => void) => (isVisible ? recorder.watch({ name, store: session.store }) : () => undefined);
      let unwatch = watch();
      const tab: FastTab = {
        name,
        session,
        get address() {
          return address;
        },
        get isOver() {
          return page.isOver;
        },
        async show(conversationId) {
          address = conversationId;
          session.lookAt(conversationId);
          await session.openConversation(conversationId);
        },
        setVisible(next) {
          unwatch();
          isVisible = next;
          unwatch = watch();
          surroundings.setVisible(next);
          for (const listener of onSight) listener();
        },
        end(how) {
          if (how === 'told') hide();
          unwatch();
          page.end();
          tabs.delete(tab);
          // Its listeners must not keep it; nothing that it does reaches anything any more.
          void session.close();
        },
      };
      tabs.add(tab);
      if (given !== undefined) void tab.show(given);
      return tab;
    },
    kill() {
      life.end();
      for (const tab of tabs) tab.end('killed');
      life = createLife(machine);
    },
  };
}

/** The same locks; the end of the page lets go of those that it holds. */
function locksOf(page: Life, locks: TabLocks): TabLocks {
  const bound = (release: Release): Release => {
    if (page.isOver) release();
    page.signal.addEventListener('abort', release, { once: true });
    return release;
  };
  return {
    async tryHold(name) {
      const release = await locks.tryHold(name);
      return release && bound(release);
    },
    hold: async (name, signal) => bound(await locks.hold(name, AbortSignal.any([signal, page.signal]))),
  };
}
