import { vi } from 'vitest';
import type { ConversationId } from '../../../src/conversation/Message.ts';
import { createMemoryRepository } from '../../../src/persistence/memoryRepository.ts';
import type { UnreadStorage } from '../../../src/persistence/unreadStorage.ts';
import type { ModelSource } from '../../../src/session/catalogLoader.ts';
import { joinTabs } from '../../../src/session/tabs/joinTabs.ts';
import { loneLocks } from '../../../src/session/tabs/loneLocks.ts';
import { startManyTabs } from '../../../src/session/tabs/startManyTabs.ts';
import type { TabChannel } from '../../../src/session/tabs/tabChannel.ts';
import { tellingRepository } from '../../../src/session/tabs/tellingRepository.ts';
import { createLinkGate } from '../../../src/transport/linkGate.ts';
import { createManualClock } from '../../transport/createManualClock.ts';
import { until } from '../../transport/followed.ts';
import { createTestSession } from '../createTestSession.ts';
import { createFakeFeeds } from './createFakeFeeds.ts';

/** How a tab is opened. */
interface TabOptions {
  /** Default: the tab is in front. */
  readonly hidden?: true;
  /** Default: what many tabs need can be loaded. */
  readonly load?: () => Promise<{ startManyTabs: typeof startManyTabs }>;
  readonly api?: ModelSource;
}

/** A browser without a browser: its tabs share locks, a channel, a disk, unread marks and a server's feed, all in memory. */
export function createTestBrowser(options: { withoutLocks?: true } = {}) {
  const clock = createManualClock();
  const locks = loneLocks();
  const disk = createMemoryRepository();
  const feeds = createFakeFeeds();
  const told: unknown[] = [];
  const shown: string[] = [];
  const ears = new Set<{ hear?: (message: unknown) => void }>();
  const unreadStorages = createUnreadStorages();

  const createChannel = (): TabChannel => {
    const ear: { hear?: (message: unknown) => void } = {};
    ears.add(ear);
    return {
      tell(message) {
        told.push(message);
        for (const other of ears) if (other !== ear) other.hear?.(structuredClone(message));
      },
      listen(listener) {
        ear.hear = listener;
      },
      close: () => void ears.delete(ear),
    };
  };

  const openTab = ({ hidden, load, api }: TabOptions = {}) => {
    let isVisible = !hidden;
    let isFocused = true;
    let mark = 0;
    const onSight = new Set<() => void>();
    const onChange = (listener: () => void) => {
      onSight.add(listener);
      return () => onSight.delete(listener);
    };
    const gate = createLinkGate();
    const channel = createChannel();
    const loaded = vi.fn<() => void>();
    const start: typeof startManyTabs = (parts) => {
      loaded();
      return startManyTabs({
        ...parts,
        locks: options.withoutLocks ? undefined : locks,
        sight: { isVisible: () => isVisible, onChange },
        attention: { isHere: () => isVisible && isFocused, onChange },
        tabMark: { show: (count) => (mark = count) },
        tellers: { notifyOf: ({ title }, how) => shown.push(`${how}: ${title}`), playTone: () => shown.push('tone') },
        unread: unreadStorages(),
        createEventSource: feeds.create,
      });
    };
    const tab = createTestSession({
      clock,
      repository: tellingRepository(disk, channel),
      newId: newTestId,
      joinTabs: (shared) =>
        joinTabs({ gate, channel, load: load ?? (() => Promise.resolve({ startManyTabs: start })) }, shared),
      ...(api ? { api } : {}),
    });
    return {
      ...tab,
      gate,
      /** What `load` gives unless it is given. */
      start,
      tell: channel.tell,
      /** The number on the tab. */
      mark: () => mark,
      /** Called when what many tabs need has been started. */
      loaded,
      setVisible(next: boolean) {
        isVisible = next;
        for (const listener of onSight) listener();
      },
      setFocused(next: boolean) {
        isFocused = next;
        for (const listener of onSight) listener();
      },
      /** Opens a chat and looks at it, as the page does when its address changes. */
      async show(conversationId: ConversationId) {
        tab.session.lookAt(conversationId);
        await tab.session.openConversation(conversationId);
      },
    };
  };
  return {
    clock,
    disk,
    feeds,
    /** The unread marks of all tabs. */
    unread: unreadStorages(),
    /** Everything that was told from tab to tab. */
    told,
    /** What the device has shown and played, for all tabs. */
    shown,
    openTab,
    /** Two tabs that know of each other. */
    async openTwo(second: TabOptions = {}) {
      const tabs = [openTab(), openTab(second)] as const;
      for (const tab of tabs) await until(() => tab.loaded.mock.calls.length > 0);
      await Promise.all(tabs.map(({ session }) => session.ready));
      return tabs;
    },
  };
}

let ids = 0;
function newTestId(): string {
  ids += 1;
  return `id-of-test-${ids}`;
}

/** One storage that several tabs see, each of which hears what the others change. */
function createUnreadStorages(): () => UnreadStorage {
  let kept: ReadonlySet<ConversationId> = new Set();
  const listeners = new Map<UnreadStorage, Set<() => void>>();
  return () => {
    const mine = new Set<() => void>();
    const storage: UnreadStorage = {
      load: () => kept,
      save(unread) {
        kept = unread;
        for (const [other, hears] of listeners) if (other !== storage) for (const hear of hears) hear();
      },
      onChange(listener) {
        mine.add(listener);
        return () => mine.delete(listener);
      },
    };
    listeners.set(storage, mine);
    return storage;
  };
}
