import { decodeFeedEvent } from '../../../protocol/feed.ts';
import { isRecord } from '../../../protocol/parts.ts';
import type { ReplyId } from '../../../protocol/ids.ts';
import { isConversationId, lastRun, type AssistantMessage, type ConversationId } from '../../conversation/Message.ts';
import { isFinal } from '../../conversation/reply.ts';
import { createUnreadStorage, type UnreadStorage } from '../../persistence/unreadStorage.ts';
import type { ChatState } from '../../store/ChatState.ts';
import { openFeed, type FeedMessage, type FeedOptions } from '../../transport/feedClient.ts';
import type { LinkGate } from '../../transport/linkGate.ts';
import { createReplyClaims, type ReplyClaims } from './createReplyClaims.ts';
import { createRereading, type Rereading } from './createRereading.ts';
import { isSameSet } from './isSameSet.ts';
import { informReader } from './informReader.ts';
import { loneLocks } from './loneLocks.ts';
import { sharedLocks } from './sharedLocks.ts';
import type { TabMark } from './markTab.ts';
import { pageAttention, type PageAttention } from './pageAttention.ts';
import { pageSight, type PageSight } from './pageSight.ts';
import { createStreamSlots, type StreamSlots } from './streamSlots.ts';
import type { TabChannel } from './tabChannel.ts';
import type { TabLocks } from './TabLocks.ts';
import type { Tellers } from './startTelling.ts';
import type { JoinedTabs, SharedSession } from './Tabs.ts';

/** Of the six connections that a browser makes to a host: one is the feed's, one stays free for commands. */
const SHARED_SLOTS = 4;
/** How many streams a tab has that knows of no other. */
const LONE_SLOTS = 1;

/** What many tabs share. What has a default is the browser's own. */
export interface ManyTabsOptions extends SharedSession {
  readonly gate: LinkGate;
  readonly channel: TabChannel;
  /** Since when the page is there, in milliseconds since 1970. */
  readonly sinceMs: number;
  /** What other tabs have told since then. */
  readonly heard: Iterable<unknown>;
  /** `undefined` where the browser has none to share. */
  readonly locks?: TabLocks | undefined;
  readonly sight?: PageSight;
  readonly attention?: PageAttention;
  readonly tellers?: Tellers;
  readonly tabMark?: TabMark;
  readonly unread?: UnreadStorage;
  readonly createEventSource?: FeedOptions['createEventSource'];
}

/**
 * Shares slots, the feed, what is written and what is unread with the other tabs of the browser.
 *
 * @see docs/spec.md the family G
 */
export function startManyTabs(options: ManyTabsOptions): JoinedTabs {
  const own = { locks: sharedLocks(), sight: pageSight, attention: pageAttention, unread: createUnreadStorage() };
  return new ManyTabs({ ...own, ...options });
}

type Parts = ManyTabsOptions & Required<Pick<ManyTabsOptions, 'sight' | 'attention' | 'unread'>>;

class ManyTabs implements JoinedTabs {
  readonly #parts: Parts;
  readonly #claims: ReplyClaims;
  readonly #rereading: Rereading;
  readonly #slots: StreamSlots;
  readonly #ends: readonly (() => void)[];
  /** Replies of which the feed has told the end, before the disk has it. */
  readonly #over = new Set<ReplyId>();
  #lastFeedId: string | undefined;
  readonly #stopLeading: () => void;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { store, storage, gate, channel, clock, locks: shared } = parts;
    const locks = shared ?? loneLocks();
    this.#claims = createReplyClaims({ locks, clock });
    this.#rereading = createRereading({
      store,
      storage,
      keeper: parts.keeper,
      onAnswer: (answer) => this.#onAnswer(answer),
      onGone: (conversationId) => this.#onGone(conversationId),
    });
    this.#slots = createStreamSlots({
      locks,
      clock,
      count: shared ? SHARED_SLOTS : LONE_SLOTS,
      isInSight: (replyId) => this.#isInSight(replyId),
      askOthers: () => channel.tell('slot'),
    });
    gate.arbitrate(this.#slots);
    void this.#slots.adopt(gate.links);
    this.#stopLeading = this.#lead(locks);
    channel.listen((message) => this.#hear(message));
    for (const message of parts.heard) this.#hear(message);
    // Without shared locks a tab must know of every other: those that are here answer.
    channel.tell(shared ? 'here' : 'hello');
    this.#ends = [
      informReader({ ...parts, locks }),
      store.subscribe((state, before) => this.#onStore(state, before)),
      parts.sight.onChange(() => this.#onSight()),
      () => this.#stopLeading(),
    ];
    for (const [replyId, { conversationId }] of store.getState().liveRuns) this.#claim(replyId, conversationId);
    void this.#rereading.readAll();
  }

  writes(replyId: ReplyId): boolean {
    // What somebody sees is always written by the tab that shows it: the timers of hidden tabs are slow.
    return this.#parts.sight.isVisible() || this.#claims.holds(replyId);
  }

  take(answer: AssistantMessage): void {
    this.#onAnswer(answer);
  }

  leave(): void {
    this.#parts.channel.listen(() => undefined);
    for (const end of this.#ends) end();
    this.#claims.leave();
  }

  #isInSight(replyId: ReplyId): boolean {
    const { liveRuns, inSight } = this.#parts.store.getState();
    const run = liveRuns.get(replyId);
    return this.#parts.sight.isVisible() && (run === undefined || run.conversationId === inSight);
  }

  #onStore(state: ChatState, before: ChatState): void {
    if (state.inSight !== before.inSight) this.#slots.reconsider();
    if (state.liveRuns === before.liveRuns) return;
    for (const replyId of before.liveRuns.keys()) if (!state.liveRuns.has(replyId)) this.#claims.settle(replyId);
    for (const [replyId, { conversationId }] of state.liveRuns) this.#claim(replyId, conversationId);
    this.#mark();
  }

  /** Waits for the turn to follow and write a reply. */
  #claim(replyId: ReplyId, conversationId: ConversationId): void {
    this.#claims.claim(replyId, conversationId, () => {
      // Whoever had it may not have written what has come here, or may have seen its end.
      if (this.#parts.store.getState().liveRuns.has(replyId)) this.#parts.keep(replyId);
      else void this.#rereading.read(conversationId);
    });
  }

  #onSight(): void {
    this.#slots.reconsider();
    if (!this.#parts.sight.isVisible()) return;
    // What came while the tab was hidden was another's to write, whose line may stand still.
    for (const replyId of this.#parts.store.getState().liveRuns.keys()) this.#parts.keep(replyId);
  }

  /** An answer as the disk has it: one that has not ended is followed by the tab that shows it, and by one of all others. */
  #onAnswer(answer: AssistantMessage): void {
    const { conversationId } = answer;
    const { reply } = lastRun(answer);
    const { replyId } = reply;
    const { liveRuns, inSight } = this.#parts.store.getState();
    if (liveRuns.has(replyId)) {
      // Stopped in another tab, perhaps out of reach of the server: the reader means it everywhere.
      if (reply.state.status === 'stopped') void this.#parts.stop(replyId);
      return;
    }
    if (isFinal(reply.state)) {
      this.#claims.settle(replyId);
      this.#over.delete(replyId);
    } else if (conversationId === inSight || this.#claims.holds(replyId)) void this.#follow(answer);
    else this.#claim(replyId, conversationId);
    this.#mark();
  }

  #onGone(conversationId: ConversationId): void {
    for (const [replyId, id] of this.#claims.open) if (id === conversationId) this.#claims.settle(replyId);
    this.#mark();
  }

  async #follow({ conversationId, id }: AssistantMessage): Promise<void> {
    const message = (await this.#parts.library.open(conversationId))?.messages.get(id);
    if (message?.role === 'assistant' && !isFinal(lastRun(message).reply.state)) this.#parts.launcher.resume(message);
  }

  /** Marks the chats whose replies other tabs follow. */
  #mark(): void {
    const { store } = this.#parts;
    const { liveRuns, generatingElsewhere } = store.getState();
    const elsewhere = [...this.#claims.open].filter(([id]) => !liveRuns.has(id) && !this.#over.has(id));
    const next = new Set(elsewhere.map(([, conversationId]) => conversationId));
    if (!isSameSet(next, generatingElsewhere)) store.mark({ generatingElsewhere: next });
  }

  /** Reads the feed for all tabs once it is this one's turn. Gives what ends it. */
  #lead(locks: TabLocks): () => void {
    const leaving = new AbortController();
    locks.hold('rivulet-feed', leaving.signal).then(
      (release) => {
        if (leaving.signal.aborted) return release();
        const close = this.#readFeed();
        leaving.signal.addEventListener('abort', () => {
          close();
          release();
        });
      },
      () => undefined, // This tab leaves.
    );
    return () => leaving.abort();
  }

  #readFeed(): () => void {
    const { clock, channel, createEventSource } = this.#parts;
    return openFeed({
      clock,
      after: this.#lastFeedId,
      onMessage: (message) => {
        this.#hearFeed(message);
        channel.tell(message);
      },
      ...(createEventSource ? { createEventSource } : {}),
    });
  }

  #hear(message: unknown): void {
    if (!this.#parts.locks) this.#stopLeading();
    if (message === 'hello') this.#parts.channel.tell('here');
    else if (message === 'slot') this.#slots.giveUp();
    else if (isConversationId(message)) void this.#rereading.read(message);
    else if (Array.isArray(message)) void this.#rereading.read(...message.filter(isConversationId));
    else if (isFeedMessage(message)) this.#hearFeed(message);
  }

  #hearFeed(message: FeedMessage): void {
    this.#lastFeedId = message.id;
    const event = decodeFeedEvent(message);
    if (event?.type === 'models-changed') void this.#parts.refreshModels();
    if (event?.type !== 'reply-finished') return;
    this.#slots.hurry(event.replyId);
    const conversationId = this.#claims.open.get(event.replyId);
    if (!conversationId) return;
    this.#over.add(event.replyId);
    this.#mark();
    void this.#rereading.read(conversationId);
  }
}

/** A page of another version may be in another tab: what it says is parsed like anything from outside. */
function isFeedMessage(value: unknown): value is FeedMessage {
  return isRecord(value) && ['id', 'event', 'data'].every((name) => typeof value[name] === 'string');
}
