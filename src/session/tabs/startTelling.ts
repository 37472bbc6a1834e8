import type { ConversationId } from '../../conversation/Message.ts';
import type { ChatStore } from '../../store/chatStore.ts';
import type { EndedReply } from '../../store/selectors.ts';
import type { SettingsStore } from '../../store/settingsStore.ts';
import type { Clock } from '../../transport/Clock.ts';
import { endedByThemselves, endedSince } from './endedByThemselves.ts';
import { notifyOf } from './notifyOf.ts';
import type { PageAttention } from './pageAttention.ts';
import { playTone } from './playTone.ts';
import type { Release, TabLocks } from './TabLocks.ts';

/** What is told from. What has a default is the browser's own. */
export interface TellingOptions {
  readonly store: ChatStore;
  readonly settings: SettingsStore;
  readonly attention: PageAttention;
  readonly locks: TabLocks;
  readonly clock: Clock;
  /** Replies that ended since then count, in milliseconds since 1970. */
  readonly sinceMs: number;
  readonly tellers?: Tellers;
}

/** The ways to tell. */
export interface Tellers {
  readonly notifyOf: typeof notifyOf;
  readonly playTone: typeof playTone;
}

/** How long it is remembered that a reply was told of, in milliseconds: the timers of hidden tabs are up to a minute late. */
const TOLD_MS = 120_000;

/**
 * Tells of each reply that ends while its chat is not in sight where somebody is: once, however many tabs there are.
 *
 * @returns what ends it.
 * @see docs/spec.md U95
 */
export function startTelling(options: TellingOptions): () => void {
  const { store, settings, locks, clock, sinceMs, tellers = { notifyOf, playTone } } = options;
  const eyes = createEyes(options);
  const tell = async (ended: EndedReply): Promise<void> => {
    if (await eyes.areOn(ended.conversationId)) return;
    const release = await locks.tryHold(`rivulet-told-${ended.replyId}`);
    // Another tab tells.
    if (!release) return;
    clock.after(TOLD_MS, release);
    const { notify, sound } = settings.getState();
    const title = store.getState().conversations.get(ended.conversationId)?.title ?? '';
    if (notify !== 'off') tellers.notifyOf({ ...ended, title }, notify);
    if (sound === 'on') tellers.playTone();
  };
  for (const ended of endedSince(store.getState(), sinceMs)) void tell(ended);
  const unsubscribe = store.subscribe((state, before) => {
    for (const ended of endedByThemselves(state, before)) void tell(ended);
  });
  return () => {
    unsubscribe();
    eyes.close();
  };
}

function lockOf(conversationId: ConversationId): string {
  return `rivulet-seen-${conversationId}`;
}

/** Which chat somebody looks at, in whichever tab: that tab holds a lock of its name. */
function createEyes({ store, attention, locks }: TellingOptions) {
  let leaving = new AbortController();
  let seen: ConversationId | undefined;
  const hold = async (conversationId: ConversationId, signal: AbortSignal): Promise<void> => {
    let release: Release;
    try {
      release = await locks.hold(lockOf(conversationId), signal);
    } catch {
      return; // It is out of sight again.
    }
    if (signal.aborted) release();
    else signal.addEventListener('abort', release);
  };
  const look = (): void => {
    const next = attention.isHere() ? store.getState().inSight : undefined;
    if (next === seen) return;
    seen = next;
    leaving.abort();
    leaving = new AbortController();
    if (seen !== undefined) void hold(seen, leaving.signal);
  };
  look();
  const ends = [
    attention.onChange(look),
    store.subscribe((state, before) => {
      if (state.inSight !== before.inSight) look();
    }),
  ];
  return {
    async areOn(conversationId: ConversationId): Promise<boolean> {
      if (conversationId === seen) return true;
      const release = await locks.tryHold(lockOf(conversationId));
      release?.();
      return release === undefined;
    },
    close(): void {
      for (const end of ends) end();
      leaving.abort();
    },
  };
}
