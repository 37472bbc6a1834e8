import type { ReplyId } from '../../protocol/ids.ts';
import type { QueueEditKey, QueueKey } from '../conversation/Draft.ts';
import { lastRun, type ConversationId } from '../conversation/Message.ts';
import { chatOf, editorOf, lastPlace, movedKeys, nameOf, queuedIn, type QueuedMessage } from '../conversation/queue.ts';
import type { ReplyState } from '../conversation/reply.ts';
import { isUnfinished } from '../persistence/isUnfinished.ts';
import type { ChatStore } from '../store/chatStore.ts';
import type { DraftStore } from '../store/draftStore.ts';
import { endedReplies, liveReplyIn, modelToAsk } from '../store/selectors.ts';
import type { SettingsStore } from '../store/settingsStore.ts';
import { say, sayIfKnown } from '../words/say.ts';
import type { SendOutcome } from './ChatSession.ts';
import type { ChatStorage } from './chatStorage.ts';
import type { ConversationActions } from './conversationActions.ts';
import type { DraftKeeper } from './draftKeeper.ts';
import { isAnsweredElsewhere } from './isAnsweredElsewhere.ts';
import type { MessageQueue } from './MessageQueue.ts';
import { newRandomId } from './newRandomId.ts';

/** What a queue works with. */
export interface QueueOptions {
  readonly store: ChatStore;
  readonly storage: ChatStorage;
  readonly drafts: DraftStore;
  readonly settings: SettingsStore;
  readonly actions: Pick<ConversationActions, 'send'>;
  readonly keeper: Pick<DraftKeeper, 'rename' | 'readQueue'>;
  /** Makes names that no other tab makes. By default 22 random characters. */
  readonly newId?: () => string;
  readonly stop: (replyId: ReplyId) => Promise<void>;
}

/** Why a queue pauses when a reply has not come to its own end. */
const PAUSES: Readonly<Partial<Record<ReplyState['status'], string>>> = {
  stopped: 'Paused, because the reply was stopped.',
  interrupted: 'Paused, because the reply broke off.',
  failed: 'Paused, because the reply failed.',
};

const CHANGING = 'Paused, because a message is being changed.';

/**
 * The queues of all chats, in sight or not.
 *
 * @see docs/spec.md N34, N35, N41 and N42
 */
export function createQueue(options: QueueOptions): MessageQueue {
  return new Queues(options);
}

/** Chooses the message that is sent, if one may be. */
type Choose = () => Promise<QueuedMessage | undefined>;

class Queues implements MessageQueue {
  readonly #options: QueueOptions;
  /** The sending that is under way in a chat. */
  readonly #sending = new Map<ConversationId, Promise<void>>();
  /** How the last reply ended of which was heard meanwhile. */
  readonly #heard = new Map<ConversationId, ReplyState>();
  /** The editors that are open on this page. */
  readonly #open = new Set<QueueEditKey>();
  readonly #unsubscribe: () => void;

  constructor(options: QueueOptions) {
    this.#options = options;
    const stopEnding = options.store.subscribe((state, before) => {
      for (const ended of endedReplies(state, before)) {
        // After what the end itself has to say.
        queueMicrotask(() => this.#goOn(ended.conversationId, ended.state));
      }
    });
    const stopWatching = options.drafts.subscribe(() => {
      for (const conversationId of options.store.getState().pausedQueues.keys()) {
        if (this.#queued(conversationId).length === 0) this.#unpause(conversationId);
        else void this.#goOnUnlessHeld(conversationId);
      }
    });
    this.#unsubscribe = () => {
      stopEnding();
      stopWatching();
    };
  }

  add(conversationId: ConversationId, text: string): void {
    const { drafts, store, newId = newRandomId } = this.#options;
    drafts.setDraft(lastPlace(this.#queued(conversationId), conversationId, newId()), text);
    store.announce(say('Queued'));
  }

  move(key: QueueKey, to: 'sooner' | 'later'): void {
    this.#options.keeper.rename(movedKeys(this.#queued(chatOf(key)), key, to));
  }

  async sendNow(key: QueueKey): Promise<void> {
    const conversationId = chatOf(key);
    // It may be moved meanwhile, sent by then, or removed in another tab.
    const find = (): QueuedMessage | undefined =>
      this.#queued(conversationId).find((message) => nameOf(message.key) === nameOf(key));
    while (this.#sending.has(conversationId)) await this.#sending.get(conversationId);
    await this.#sendOne(conversationId, async () => {
      const live = liveReplyIn(this.#options.store.getState(), conversationId);
      if (live !== undefined && find()) await this.#options.stop(live);
      await this.#options.keeper.readQueue(conversationId);
      const found = find();
      if (found) this.#lift(conversationId);
      return found;
    });
  }

  hold(key: QueueKey): void {
    this.#open.add(editorOf(key));
    this.#pauseForChange(chatOf(key));
  }

  async release(key: QueueKey): Promise<void> {
    this.#open.delete(editorOf(key));
    await this.#goOnUnlessHeld(chatOf(key));
  }

  async resume(conversationId: ConversationId): Promise<void> {
    this.#lift(conversationId);
    await this.#sendNext(conversationId, true);
  }

  close(): void {
    this.#unsubscribe();
  }

  #queued(conversationId: ConversationId): readonly QueuedMessage[] {
    return queuedIn(this.#options.drafts.getState(), conversationId);
  }

  #goOn(conversationId: ConversationId, state: ReplyState): void {
    if (this.#queued(conversationId).length === 0) return;
    if (this.#sending.has(conversationId)) {
      this.#heard.set(conversationId, state);
      return;
    }
    const reason = PAUSES[state.status];
    if (reason === undefined) void this.#sendNext(conversationId);
    else this.#pause(conversationId, reason);
  }

  /** Sends the next message; where nobody asked for it now, another tab that has gone on already is left to go on. */
  #sendNext(conversationId: ConversationId, isAsked = false): Promise<void> {
    return this.#sendOne(conversationId, async () => {
      await this.#options.keeper.readQueue(conversationId);
      if (!isAsked && (await isAnsweredElsewhere(conversationId, this.#options))) return undefined;
      const [next] = this.#queued(conversationId);
      if (!next || this.#options.store.getState().pausedQueues.has(conversationId)) return undefined;
      if (!this.#isHeld(conversationId)) return next;
      this.#pauseForChange(conversationId);
      return undefined;
    });
  }

  /** Sends one message, unless another is being sent. What ends meanwhile is gone on from afterwards. */
  async #sendOne(conversationId: ConversationId, choose: Choose): Promise<void> {
    if (this.#sending.has(conversationId)) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#sending.set(conversationId, promise);
    let outcome: SendOutcome | undefined;
    try {
      const chosen = await choose();
      if (chosen && !liveReplyIn(this.#options.store.getState(), conversationId)) outcome = await this.#send(chosen);
    } finally {
      this.#sending.delete(conversationId);
      resolve();
    }
    this.#tell(conversationId, outcome);
  }

  /** Whether the next message is to wait for the end of a change. */
  #isHeld(conversationId: ConversationId): boolean {
    const queued = this.#queued(conversationId).map(({ key }) => editorOf(key));
    const [next] = queued;
    const isBegun = next !== undefined && this.#options.drafts.getState().has(next);
    return isBegun || queued.some((editor) => this.#open.has(editor));
  }

  async #goOnUnlessHeld(conversationId: ConversationId): Promise<void> {
    if (this.#options.store.getState().pausedQueues.get(conversationId) !== CHANGING) return;
    if (this.#isHeld(conversationId)) return;
    this.#unpause(conversationId);
    await this.#sendNext(conversationId);
  }

  async #send({ key, text }: QueuedMessage): Promise<SendOutcome> {
    const { store, drafts, settings, actions } = this.#options;
    const conversationId = chatOf(key);
    const modelId = modelToAsk(store.getState(), conversationId, settings.getState()) ?? '';
    // That of a reply which was stopped for this one is no end to go on from.
    this.#heard.delete(conversationId);
    drafts.setDraft(key, text);
    drafts.setDraft(editorOf(key), '');
    drafts.takeDraft(key);
    const outcome = await actions.send({ conversationId, text, modelId }, key);
    drafts.settleDraft(key, outcome.status === 'sent');
    return outcome;
  }

  #tell(conversationId: ConversationId, outcome: SendOutcome | undefined): void {
    const ended = this.#heard.get(conversationId) ?? this.#endOf(outcome);
    this.#heard.delete(conversationId);
    if (outcome?.status === 'refused') this.#pause(conversationId, outcome.error.message);
    else if (ended) this.#goOn(conversationId, ended);
    // Another tab has asked it.
    else if (outcome && !liveReplyIn(this.#options.store.getState(), conversationId)) {
      void this.#sendNext(conversationId);
    }
  }

  /** How the reply ended to a message that was sent, if it has. */
  #endOf(outcome: SendOutcome | undefined): ReplyState | undefined {
    if (outcome?.status !== 'sent') return undefined;
    const { conversationId, messageId } = outcome;
    const answer = this.#options.store.getState().threads.get(conversationId)?.get(messageId);
    return answer?.role === 'assistant' && !isUnfinished(answer) ? lastRun(answer).reply.state : undefined;
  }

  #pauseForChange(conversationId: ConversationId): void {
    if (!this.#options.store.getState().pausedQueues.has(conversationId)) this.#pause(conversationId, CHANGING);
  }

  #pause(conversationId: ConversationId, reason: string): void {
    const { store } = this.#options;
    store.mark({ pausedQueues: new Map(store.getState().pausedQueues).set(conversationId, reason) });
    store.announce(say('Queue: {reason}', { reason: sayIfKnown(reason) }));
  }

  /** Ends a pause, but for that of an open editor. */
  #lift(conversationId: ConversationId): void {
    if (this.#queued(conversationId).every(({ key }) => !this.#open.has(editorOf(key)))) this.#unpause(conversationId);
    else this.#pause(conversationId, CHANGING);
  }

  #unpause(conversationId: ConversationId): void {
    const { store } = this.#options;
    const pausedQueues = new Map(store.getState().pausedQueues);
    if (pausedQueues.delete(conversationId)) store.mark({ pausedQueues });
  }
}
