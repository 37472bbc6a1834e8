import { attachmentsOf } from '../conversation/attachmentsOf.ts';
import type { ConversationId, Message, MessageId } from '../conversation/Message.ts';
import { broughtBack, purgedMessage, removedMessage } from '../conversation/removedMessage.ts';
import { branchOf, isRemoved } from '../conversation/tree.ts';
import type { DeletedMessages, LiveRun } from '../store/ChatState.ts';
import type { Deletions, RemovedMessages, TakenChats } from '../persistence/Deletions.ts';
import type { ChatStore } from '../store/chatStore.ts';
import type { Clock } from '../transport/Clock.ts';
import type { ReplyTransport } from '../transport/ReplyTransport.ts';
import { say } from '../words/say.ts';
import type { ChatStorage } from './chatStorage.ts';
import type { DraftKeeper } from './draftKeeper.ts';
import type { ReplyRunner } from './replyRunner.ts';

/** How long Undo is offered, in milliseconds. */
const UNDO_MS = 10_000;

/** How many replies the server is asked to forget at a time: of hundreds of requests that outlive their page a browser refuses some. */
const FORGET_AT_ONCE = 100;

/** Deleting chats and messages, with a way back for a while. Nothing in it rejects. */
export interface Removal {
  /** Takes chats out of sight and off the disk; their running replies are stopped. */
  remove(conversationIds: readonly ConversationId[]): Promise<void>;
  /** Takes a message, or all of its branch, out of sight; a reply of it that runs is stopped. */
  removeMessage(messageId: MessageId, extent: 'message' | 'branch'): Promise<void>;
  /** Brings the last ones back, on the disk too. */
  undo(): Promise<void>;
  /** Ends what `undo` could do: the texts are gone, and the server forgets the replies. */
  commit(): Promise<void>;
}

/** What deleting works with. */
export interface RemovalOptions {
  readonly store: ChatStore;
  readonly storage: ChatStorage;
  readonly transport: ReplyTransport;
  readonly runner: ReplyRunner;
  readonly keeper: Pick<DraftKeeper, 'letGo' | 'keepAgain'>;
  readonly clock: Clock;
}

/**
 * The removal of a session. The disk lets go at once: a page that goes away has no time left for it, and the chat would be back.
 *
 * Messages stay there as places in the tree, because another tab may be adding to them.
 *
 * @see docs/spec.md N11 and N32
 */
export function createRemoval(options: RemovalOptions): Removal {
  return new Removing(options);
}

class Removing implements Removal {
  readonly #store: ChatStore;
  readonly #storage: ChatStorage;
  readonly #transport: ReplyTransport;
  readonly #runner: ReplyRunner;
  readonly #keeper: RemovalOptions['keeper'];
  readonly #clock: Clock;
  #cancelTimer: (() => void) | undefined;
  /** What the disk had of `lastDeleted`; `undefined` where it has refused. */
  #taken: Promise<TakenChats | undefined> = Promise.resolve(undefined);
  #removed: Promise<RemovedMessages | undefined> = Promise.resolve(undefined);
  /** The messages that were deleted alone, as they were before. */
  #before: ReadonlyMap<MessageId, Message> = new Map();
  #isComingBack = false;

  constructor({ store, storage, transport, runner, keeper, clock }: RemovalOptions) {
    this.#store = store;
    this.#storage = storage;
    this.#transport = transport;
    this.#runner = runner;
    this.#keeper = keeper;
    this.#clock = clock;
  }

  async remove(conversationIds: readonly ConversationId[]): Promise<void> {
    const { conversations, threads } = this.#store.getState();
    const ids = conversationIds.filter((id) => conversations.has(id));
    if (ids.length === 0) return;
    const committed = this.commit();
    const going = new Set(ids);
    this.#halt((run) => going.has(run.conversationId));
    this.#keeper.letGo(ids.map((id) => ({ id, messageIds: threads.get(id)?.keys() ?? [] })));
    this.#store.hideConversations(ids);
    this.#offerUndo(
      say('{count, plural, one {Chat deleted. Undo brings it back.} other {# chats deleted. Undo brings them back.}}', {
        count: ids.length,
      }),
    );
    this.#taken = this.#onDisk((deletions) => deletions.takeChats(ids));
    await Promise.all([committed, this.#taken]);
  }

  async removeMessage(messageId: MessageId, extent: 'message' | 'branch'): Promise<void> {
    const { threads } = this.#store.getState();
    const thread = [...threads.values()].find((messages) => messages.has(messageId));
    const message = thread?.get(messageId);
    if (!thread || !message || isRemoved(message)) return;
    const committed = this.commit();
    const messages = extent === 'branch' ? branchOf(thread, message) : [message];
    const messageIds = messages.map(({ id }) => id);
    this.#before = new Map(messages.map((each) => [each.id, each]));
    this.#halt((run) => messageIds.includes(run.messageId));
    const deleted: DeletedMessages = { kind: 'messages', conversation: { id: message.conversationId }, messageIds };
    const removed = this.#change(deleted, removedMessage);
    this.#removed = this.#onDisk((deletions) => deletions.removeMessages(removed));
    this.#store.noteDeleted(deleted);
    this.#offerUndo(
      say(extent === 'branch' ? 'Branch deleted. Undo brings it back.' : 'Message deleted. Undo brings it back.'),
    );
    await Promise.all([committed, this.#removed]);
  }

  async undo(): Promise<void> {
    const { lastDeleted } = this.#store.getState();
    const [first] = lastDeleted;
    if (first === undefined || this.#isComingBack) return;
    this.#cancelTimer?.();
    if (first.kind === 'messages') {
      this.#store.clearLastDeleted();
      const back = this.#change(first, (message) => broughtBack(message, this.#before.get(message.id)));
      await this.#onDisk(async () => (await this.#removed)?.bringBack(back));
      return;
    }
    this.#isComingBack = true;
    const chats = lastDeleted.flatMap((deleted) => (deleted.kind === 'conversation' ? [deleted.conversation] : []));
    // Not in sight before it is on the disk: what a reader sees again must be there after a reload.
    await this.#onDisk(async () => (await this.#taken)?.putBack());
    await this.#keeper.keepAgain(chats.map(({ id }) => id));
    this.#isComingBack = false;
    this.#store.restoreConversations();
  }

  async commit(): Promise<void> {
    this.#cancelTimer?.();
    const [first] = this.#store.getState().lastDeleted;
    if (first === undefined || this.#isComingBack) return;
    this.#store.clearLastDeleted();
    const ofMessages = first.kind === 'messages';
    const messages = ofMessages ? this.#messagesOf(first).filter(isRemoved) : ((await this.#taken)?.messages ?? []);
    const purged = ofMessages ? this.#save(this.#change(first, purgedMessage)) : undefined;
    const runs = messages.flatMap((message) => (message.role === 'assistant' ? message.runs : []));
    while (runs.length > 0) {
      await Promise.all(runs.splice(0, FORGET_AT_ONCE).map(({ reply }) => this.#transport.forget(reply.replyId)));
    }
    await purged;
    if (messages.flatMap(attachmentsOf).length === 0) return;
    // Without its code, or a disk: the next look at the data removes them.
    await this.#storage.repository.removeLooseAttachments().catch(() => undefined);
  }

  #halt(isGoing: (run: LiveRun) => boolean): void {
    for (const [replyId, run] of this.#store.getState().liveRuns) if (isGoing(run)) this.#runner.halt(replyId);
  }

  #offerUndo(words: string): void {
    this.#store.announce(words);
    this.#cancelTimer = this.#clock.after(UNDO_MS, () => void this.commit());
  }

  #messagesOf({ conversation, messageIds }: DeletedMessages): readonly Message[] {
    const thread = this.#store.getState().threads.get(conversation.id);
    return messageIds.map((id) => thread?.get(id)).filter((message) => message !== undefined);
  }

  /** Changes deleted messages in sight, as far as they are still there. Gives them. */
  #change(deleted: DeletedMessages, next: (message: Message) => Message): readonly Message[] {
    const conversation = this.#store.getState().conversations.get(deleted.conversation.id);
    if (!conversation) return [];
    const messages = this.#messagesOf(deleted).map(next);
    this.#store.putMessages(conversation, messages);
    return messages;
  }

  async #save(messages: readonly Message[]): Promise<void> {
    await this.#onDisk(() => this.#storage.repository.save({ messages, onlyStored: true }, 'strict'));
  }

  /** Says how it went, and gives `undefined` where the disk refuses. */
  async #onDisk<T>(work: (deletions: Deletions) => Promise<T>): Promise<T | undefined> {
    try {
      const done = await work(await this.#storage.repository.deletions());
      this.#storage.report(undefined);
      return done;
    } catch (error) {
      this.#storage.report(error);
      return undefined;
    }
  }
}
