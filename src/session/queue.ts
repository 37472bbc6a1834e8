import type { ReplyId } from '../../protocol/ids.ts';
import type { QueueKey } from '../conversation/Draft.ts';
import type { ConversationId, Message } from '../conversation/Message.ts';
import { chatOf, editorOf, lastPlace, movedKeys, nameOf, queuedIn } from '../conversation/queue.ts';
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
 * @see docs/spec.md N34 and N35
 */
export function createQueue(options: QueueOptions): MessageQueue {
  return new Queues(options);
}

class Queues implements MessageQueue {
  readonly #options: QueueOptions;
  readonly #sending = new Set<ConversationId>();
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
    const { store, stop } = this.#options;
    const conversationId = chatOf(key);
    if (this.#sending.has(conversationId)) return;
    // Held until then, so that the end of the reply neither pauses the queue nor sends another message.
    this.#sending.add(conversationId);
    const live = liveReplyIn(store.getState(), conversationId);
    if (live !== undefined) await stop(live);
    await this.#options.keeper.readQueue(conversationId);
    this.#sending.delete(conversationId);
    this.#unpause(conversationId);
    // It may have been moved meanwhile, or removed in another tab.
    const queued = this.#queued(conversationId).find((message) => nameOf(message.key) === nameOf(key));
    if (queued) await this.#send(queued.key);
  }

  hold(conversationId: ConversationId): void {
    if (!this.#options.store.getState().pausedQueues.has(conversationId)) this.#pause(conversationId, CHANGING);
  }

  async release(conversationId: ConversationId): Promise<void> {
    if (this.#options.store.getState().pausedQueues.get(conversationId) === CHANGING) await this.resume(conversationId);
  }

  async resume(conversationId: ConversationId): Promise<void> {
    this.#unpause(conversationId);
    await this.#sendNext(conversationId, true);
  }

  close(): void {
    this.#unsubscribe();
  }

  #queued(conversationId: ConversationId): ReturnType<typeof queuedIn> {
    return queuedIn(this.#options.drafts.getState(), conversationId);
  }

  #goOn(conversationId: ConversationId, { status }: ReplyState): void {
    if (this.#sending.has(conversationId) || this.#queued(conversationId).length === 0) return;
    const reason = PAUSES[status];
    if (reason === undefined) void this.#sendNext(conversationId);
    else this.#pause(conversationId, reason);
  }

  /** Sends the next message; where nobody asked for it now, another tab that has gone on already is left to go on. */
  async #sendNext(conversationId: ConversationId, isAsked = false): Promise<void> {
    const { store, drafts, keeper } = this.#options;
    await keeper.readQueue(conversationId);
    const [next] = this.#queued(conversationId);
    if (!next || store.getState().pausedQueues.has(conversationId)) return;
    if (!isAsked && (await this.#isAnsweredElsewhere(conversationId))) return;
    if (drafts.getState().has(editorOf(next.key))) this.hold(conversationId);
    else await this.#send(next.key);
  }

  /** Whether the disk has an answer of the chat that has not ended, and whose end is not known here. */
  async #isAnsweredElsewhere(conversationId: ConversationId): Promise<boolean> {
    const { store, storage } = this.#options;
    try {
      const unfinished = await storage.repository.loadUnfinished();
      const here = store.getState().threads.get(conversationId);
      return unfinished.some(
        (message) => message.conversationId === conversationId && !hasEnded(here?.get(message.id)),
      );
    } catch (error) {
      storage.report(error);
      return false;
    }
  }

  async #send(key: QueueKey): Promise<void> {
    const { store, drafts, settings, actions } = this.#options;
    const conversationId = chatOf(key);
    if (this.#sending.has(conversationId) || liveReplyIn(store.getState(), conversationId)) return;
    const modelId = modelToAsk(store.getState(), conversationId, settings.getState()) ?? '';
    this.#sending.add(conversationId);
    const text = drafts.takeDraft(key);
    const outcome = await actions.send({ conversationId, text, modelId }, key);
    drafts.settleDraft(key, outcome.status === 'sent');
    this.#sending.delete(conversationId);
    this.#tell(conversationId, outcome);
  }

  #tell(conversationId: ConversationId, outcome: SendOutcome): void {
    if (outcome.status === 'refused') this.#pause(conversationId, outcome.error.message);
    // A reply that is over already was not heard of while it was sent.
    else if (!liveReplyIn(this.#options.store.getState(), conversationId)) void this.#sendNext(conversationId);
  }

  #pause(conversationId: ConversationId, reason: string): void {
    const { store } = this.#options;
    store.mark({ pausedQueues: new Map(store.getState().pausedQueues).set(conversationId, reason) });
    store.announce(say('Queue: {reason}', { reason: sayIfKnown(reason) }));
  }

  #unpause(conversationId: ConversationId): void {
    const { store } = this.#options;
    const pausedQueues = new Map(store.getState().pausedQueues);
    if (pausedQueues.delete(conversationId)) store.mark({ pausedQueues });
  }
}

function hasEnded(message: Message | undefined): boolean {
  return message !== undefined && !isUnfinished(message);
}
