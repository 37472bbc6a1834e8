import type { ReplyId } from '../../protocol/ids.ts';
import { lastRun, type ConversationId, type Message, type MessageId } from '../conversation/Message.ts';
import type { Reply } from '../conversation/reply.ts';
import { chunkBetween } from '../persistence/chunkBetween.ts';
import { isUnfinished } from '../persistence/isUnfinished.ts';
import { newerMessage } from '../persistence/newerMessage.ts';
import type { Rescue } from '../persistence/pageRescue.ts';
import type { ReplyChunk } from '../persistence/ReplyChunk.ts';
import type { ChatStore } from '../store/chatStore.ts';
import { snapshotOf } from '../store/snapshotOf.ts';
import type { Clock } from '../transport/Clock.ts';
import type { ChatStorage } from './chatStorage.ts';

/** How far the disk may be behind a growing message, less the time that writing takes on a busy machine, in milliseconds. */
const DELAY_MS = 150;

/** When a write that failed is tried again, in milliseconds. */
const RETRY_MS = 5000;

/** Which message is written. */
interface MessageAddress {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
}

/** Keeps messages on disk while they grow. */
export interface Journal {
  /** Takes note that a message has changed; it is on its way to the disk within 150 ms. */
  note(address: MessageAddress): void;
  /** Writes what was noted now. Never rejects. */
  flush(): Promise<void>;
  /** The same for a page that goes away and may not see the end of it: what it must not lose is safe when the call returns. */
  leave(): Promise<void>;
  /** Writes what an earlier page had no time for. Never rejects. */
  load(): Promise<void>;
}

/** What a journal works with. */
export interface JournalOptions {
  readonly store: ChatStore;
  readonly storage: ChatStorage;
  readonly clock: Clock;
  readonly rescue: Rescue<ReplyChunk> | undefined;
}

/**
 * A journal with nothing in it. A growing reply is written piece by piece, one that has ended with its message; what could not
 * be written is kept and tried again, what another tab has deleted is let go.
 *
 * @see docs/spec.md N10 and N30
 */
export function createJournal(options: JournalOptions): Journal {
  return new MessageJournal(options);
}

/** Pieces on their way to the disk. */
interface Write {
  readonly chunks: readonly ReplyChunk[];
  /** Whether the disk has them. Never rejects. */
  readonly done: Promise<boolean>;
}

class MessageJournal implements Journal {
  readonly #options: JournalOptions;
  readonly #noted = new Map<MessageId, MessageAddress>();
  /** The replies that grow, as the disk has them or will have them with what is under way. */
  readonly #written = new Map<ReplyId, Reply>();
  /** What the disk has not answered for yet. */
  readonly #writes = new Set<Write>();
  #cancelTimer: (() => void) | undefined;

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  note(address: MessageAddress): void {
    this.#noted.set(address.messageId, address);
    this.#schedule(DELAY_MS);
  }

  async flush(): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const addresses = [...this.#noted.values()];
    this.#noted.clear();
    const before = new Map(this.#written);
    const { chunks, messages } = this.#collect(addresses);
    if (chunks.length + messages.length === 0) return;
    const write: Write = { chunks, done: this.#write(chunks, messages) };
    this.#writes.add(write);
    const isDone = await write.done;
    this.#writes.delete(write);
    if (isDone) return;
    for (const { replyId } of chunks) this.#restore(replyId, before.get(replyId));
    for (const address of addresses) this.#noted.set(address.messageId, address);
    this.#schedule(RETRY_MS);
  }

  async leave(): Promise<void> {
    const { rescue } = this.#options;
    void this.flush();
    const writes = [...this.#writes];
    const unsafe = writes.flatMap(({ chunks }) => chunks);
    if (unsafe.length > 0) rescue?.put(unsafe);
    // The page may still be here to see what the disk has.
    for (const { chunks, done } of writes) if ((await done) && chunks.length > 0) rescue?.drop(chunks);
  }

  async load(): Promise<void> {
    const { rescue } = this.#options;
    const pieces = rescue?.take() ?? [];
    if (pieces.length > 0 && !(await this.#write(pieces, []))) rescue?.put(pieces);
  }

  /** Never rejects. @returns whether the disk has it. */
  async #write(chunks: readonly ReplyChunk[], messages: readonly Message[]): Promise<boolean> {
    const { repository, report } = this.#options.storage;
    try {
      const [stored] = await Promise.all([
        messages.length > 0 ? repository.save({ messages, onlyStored: true }, 'relaxed') : [],
        chunks.length > 0 && repository.append(chunks),
      ]);
      report(undefined);
      this.#show(stored);
      return true;
    } catch (error) {
      report(error);
      return false;
    }
  }

  /** Another tab may have had more of a reply than this one before it ended: what the disk has is shown here too. */
  #show(stored: readonly Message[]): void {
    const { store } = this.#options;
    for (const message of stored) {
      const { conversations, threads } = store.getState();
      const conversation = conversations.get(message.conversationId);
      const shown = threads.get(message.conversationId)?.get(message.id);
      const newer = newerMessage(shown, message);
      if (conversation && shown && newer !== shown) store.putMessages(conversation, [newer]);
    }
  }

  #schedule(delayMs: number): void {
    this.#cancelTimer ??= this.#options.clock.after(delayMs, () => void this.flush());
  }

  #collect(addresses: readonly MessageAddress[]): { chunks: readonly ReplyChunk[]; messages: readonly Message[] } {
    const chunks: ReplyChunk[] = [];
    const messages: Message[] = [];
    for (const address of addresses) {
      const message = snapshotOf(this.#options.store.getState(), address);
      if (message?.role !== 'assistant') continue;
      const { reply, firstTextAtMs } = lastRun(message);
      if (!isUnfinished(message)) {
        this.#written.delete(reply.replyId);
        messages.push(message);
        continue;
      }
      const grown = chunkBetween(this.#written.get(reply.replyId) ?? this.#begun(address, reply), reply);
      this.#written.set(reply.replyId, reply);
      const times = firstTextAtMs === undefined ? {} : { firstTextAtMs };
      if (grown) chunks.push({ ...grown, messageId: message.id, ...times });
    }
    return { chunks, messages };
  }

  /** A reply as it was when this page began to follow it: that is on disk. */
  #begun({ conversationId, messageId }: MessageAddress, reply: Reply): Reply {
    const message = this.#options.store.getState().threads.get(conversationId)?.get(messageId);
    return message?.role === 'assistant' ? lastRun(message).reply : reply;
  }

  /** Of two pieces that overlap only what is new counts, so the next one may begin too early, but not too late. */
  #restore(replyId: ReplyId, before: Reply | undefined): void {
    if (before) this.#written.set(replyId, before);
    else this.#written.delete(replyId);
  }
}
