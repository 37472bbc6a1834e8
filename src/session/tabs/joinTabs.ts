import type { LinkGate } from '../../transport/linkGate.ts';
import type { startManyTabs } from './startManyTabs.ts';
import type { TabChannel } from './tabChannel.ts';
import type { JoinedTabs, SharedSession, Tabs } from './Tabs.ts';

/** How long a page is left alone after its first reply has ended, in milliseconds. */
const REST_MS = 1000;

/** What a tab shares its session through. */
export interface JoinOptions {
  readonly gate: LinkGate;
  readonly channel: TabChannel;
  /** Loads what only many chats or tabs need. */
  readonly load: () => Promise<{ readonly startManyTabs: typeof startManyTabs }>;
}

/**
 * A tab that knows of no other. What many chats and tabs need is loaded when another tab is heard of, when a reply of a chat is to be
 * taken over, with a second chat, or soon after the first reply has ended: never before the first reply of a first visit.
 *
 * @see docs/spec.md G3
 */
export function joinTabs({ gate, channel, load }: JoinOptions, session: SharedSession): Tabs {
  const { store, clock, launcher } = session;
  const sinceMs = clock.nowMs();
  let tabs: JoinedTabs | undefined;
  let loading: Promise<JoinedTabs> | undefined;
  let hasLeft = false;
  let cancelRest: (() => void) | undefined;
  /** What other tabs tell meanwhile. */
  const heard = new Set<unknown>();
  const join = async (): Promise<JoinedTabs> => {
    try {
      const { startManyTabs } = await load();
      tabs = startManyTabs({ ...session, gate, channel, sinceMs, heard });
      if (hasLeft) tabs.leave();
      return tabs;
    } catch (error) {
      loading = undefined;
      throw error;
    }
  };
  const joined = (): Promise<JoinedTabs> => {
    if (!loading) gate.hold((loading = join()));
    return loading;
  };
  // What cannot be loaded now is asked for again by the next occasion; until then the tab is alone.
  const tryJoin = (): void => void joined().catch(() => undefined);
  const unsubscribe = store.subscribe(({ conversations, liveRuns }) => {
    if (conversations.size > 1 && !loading) tryJoin();
    if (conversations.size > 0 && liveRuns.size === 0) cancelRest ??= clock.after(REST_MS, tryJoin);
    else {
      cancelRest?.();
      cancelRest = undefined;
    }
  });
  channel.listen((message) => {
    heard.add(message);
    tryJoin();
  });
  channel.tell('hello');
  return {
    writes: (replyId) => tabs?.writes(replyId) ?? true,
    take(answer) {
      joined().then(
        (many) => many.take(answer),
        () => launcher.resume(answer),
      );
    },
    show(answer) {
      const resume = (): void => launcher.resume(answer);
      joined().then(resume, resume);
    },
    leave() {
      hasLeft = true;
      cancelRest?.();
      unsubscribe();
      tabs?.leave();
      channel.close();
    },
  };
}
