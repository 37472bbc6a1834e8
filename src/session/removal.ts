import { attachmentsOf } from '../conversation/attachmentsOf.ts';
import type { ConversationId, Message, MessageId } from '../conversation/Message.ts';
import { broughtBack, purgedMessage, removedMessage } from '../conversation/removedMessage.ts';
import { branchOf, isRemoved } from '../conversation/tree.ts';
import type { DeletedMessages, LiveRun } from '../store/ChatState.ts';
import { repliesAtServer } from '../conversation/repliesAtServer.ts';
import type { DeletionNote, Deletions, RemovedMessages, TakenChats } from '../persistence/Deletions.ts';
import type { ChatStore } from '../store/chatStore.ts';
import type { Clock } from '../transport/Clock.ts';
import type { ReplyTransport } from '../transport/ReplyTransport.ts';
import { say } from '../words/say.ts';
import type { ChatStorage } from './chatStorage.ts';
import type { DraftKeeper } from './draftKeeper.ts';
import { createFinalDeletions, type FinalDeletions } from './finalDeletions.ts';
import { newRandomId } from './newRandomId.ts';
import type { ReplyRunner } from './replyRunner.ts';
import { sharedLocks } from './tabs/sharedLocks.ts';
import type { TabLocks } from './tabs/TabLocks.ts';

/** How long Undo is offered, in milliseconds. */
const UNDO_MS = 10_000;

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
  /** Makes final what pages that were killed have deleted. */
  takeOver(): Promise<void>;
  close(): void;
}

/** What deleting works with. */
export interface RemovalOptions {
  readonly store: ChatStore;
  readonly storage: ChatStorage;
  readonly transport: ReplyTransport;
  readonly runner: ReplyRunner;
  readonly keeper: Pick<DraftKeeper, 'letGo' | 'keepAgain'>;
  readonly clock: Clock;
  /** By default the browser's; `undefined` where it has none to share. */
  readonly locks?: TabLocks | undefined;
}

/**
 * The removal of a session. The disk lets go at once: a page that goes away has no time left for it, and the chat would be back.
 *
 * Messages stay there as places in the tree, because another tab may be adding to them.
 *
 * @see docs/spec.md N11 and N32
 */
export function createRemoval(options: RemovalOptions): Removal {
  return new Removing({ locks: sharedLocks(), ...options });
}

type Parts = RemovalOptions & { readonly locks: TabLocks | undefined };

class Removing implements Removal {
  readonly #store: ChatStore;
  readonly #storage: ChatStorage;
  readonly #runner: ReplyRunner;
  readonly #keeper: RemovalOptions['keeper'];
  readonly #clock: Clock;
  readonly #final: FinalDeletions;
  /** The name of the last deletion. */
  #id = '';
  #cancelTimer: (() => void) | undefined;
  /** What the disk had of `lastDeleted`; `undefined` where it has refused. */
  #taken: Promise<TakenChats | undefined> = Promise.resolve(undefined);
  #removed: Promise<RemovedMessages | undefined> = Promise.resolve(undefined);
  /** The messages that were deleted alone, as they were before. */
  #before: ReadonlyMap<MessageId, Message> = new Map();
  #isComingBack = false;

  constructor({ store, storage, transport, runner, keeper, clock, locks }: Parts) {
    this.#store = store;
    this.#storage = storage;
    this.#runner = runner;
    this.#keeper = keeper;
    this.#clock = clock;
    this.#final = createFinalDeletions({
      transport,
      clock,
      locks,
      undoMs: UNDO_MS,
      onDisk: (work) => this.#onDisk(work),
      tidyUp: () => this.#tidyUp(),
    });
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
    const note = this.#newNote();
    this.#taken = this.#onDisk((deletions) => deletions.takeChats(ids, note));
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
    const note = this.#newNote();
    this.#removed = this.#onDisk((deletions) => deletions.removeMessages(removed, note));
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
    const [id, taken, removed] = [this.#id, this.#taken, this.#removed];
    this.#cancelTimer?.();
    if (first.kind === 'messages') {
      this.#store.clearLastDeleted();
      const back = this.#change(first, (message) => broughtBack(message, this.#before.get(message.id)));
      await this.#onDisk(async () => (await removed)?.bringBack(back));
      this.#final.letGo(id);
      return;
    }
    this.#isComingBack = true;
    const chats = lastDeleted.flatMap((deleted) => (deleted.kind === 'conversation' ? [deleted.conversation] : []));
    // Not in sight before it is on the disk: what a reader sees again must be there after a reload.
    await this.#onDisk(async () => (await taken)?.putBack());
    this.#final.letGo(id);
    await this.#keeper.keepAgain(chats.map((chat) => chat.id));
    this.#isComingBack = false;
    this.#store.restoreConversations();
  }

  async commit(): Promise<void> {
    this.#cancelTimer?.();
    const [first] = this.#store.getState().lastDeleted;
    if (first === undefined || this.#isComingBack) return;
    this.#store.clearLastDeleted();
    const [id, taken, removed] = [this.#id, this.#taken, this.#removed];
    const messages = first.kind === 'messages' ? this.#removedOf(first) : ((await taken)?.messages ?? []);
    await this.#final.end(id, repliesAtServer(messages));
    // What the disk has refused before it may take now.
    if (first.kind === 'messages' && !(await removed)) await this.#save(this.#messagesOf(first));
    if (messages.flatMap(attachmentsOf).length > 0) await this.#tidyUp();
  }

  takeOver(): Promise<void> {
    return this.#final.takeOver();
  }

  close(): void {
    this.#final.close();
  }

  /** Without its code, or a disk, the next look at the data does it. */
  async #tidyUp(): Promise<void> {
    await this.#storage.repository.removeLooseAttachments().catch(() => undefined);
  }

  #newNote(): DeletionNote {
    this.#id = newRandomId();
    this.#final.hold(this.#id);
    return { id: this.#id, undoUntilMs: this.#clock.nowMs() + UNDO_MS };
  }

  /** Takes the texts of deleted messages out of what is in sight. Gives the messages as they were. */
  #removedOf(deleted: DeletedMessages): readonly Message[] {
    const removed = this.#messagesOf(deleted).filter(isRemoved);
    this.#change(deleted, purgedMessage);
    return removed;
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
