import type { Message, MessageId } from '../conversation/Message.ts';
import { newerMessage } from '../persistence/newerMessage.ts';
import type { Rescue } from '../persistence/pageRescue.ts';
import type { ReplyChunk } from '../persistence/ReplyChunk.ts';
import type { ChatStore } from '../store/chatStore.ts';
import type { Clock } from '../transport/Clock.ts';
import type { ChatStorage } from './chatStorage.ts';
import { createReplyGrowth, type Growth, type MessageAddress, type ReplyGrowth } from './replyGrowth.ts';

/** How far the disk may be behind a growing message, less the time that writing takes on a busy machine, in milliseconds. */
const DELAY_MS = 150;

/** When a write that failed is tried again, in milliseconds. */
const RETRY_MS = 5000;

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

type Rows = Omit<Growth, 'undo'>;

/** What is on its way to the disk. */
interface Write {
  /** What of it is not there before. */
  readonly pieces: readonly ReplyChunk[];
  /** Whether the disk has them. Never rejects. */
  readonly done: Promise<boolean>;
}

class MessageJournal implements Journal {
  readonly #options: JournalOptions;
  readonly #noted = new Map<MessageId, MessageAddress>();
  readonly #growth: ReplyGrowth;
  /** What the disk has not answered for yet. */
  readonly #writes = new Set<Write>();
  #cancelTimer: (() => void) | undefined;

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#growth = createReplyGrowth(options.store);
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
    const growth = this.#growth.take(addresses);
    if (growth.chunks.length + growth.messages.length === 0 || (await this.#write(growth))) return;
    growth.undo();
    for (const address of addresses) this.#noted.set(address.messageId, address);
    this.#schedule(RETRY_MS);
  }

  async leave(): Promise<void> {
    const { rescue } = this.#options;
    void this.flush();
    const writes = [...this.#writes];
    const unsafe = writes.flatMap(({ pieces }) => pieces);
    if (unsafe.length > 0) rescue?.put(unsafe);
    // The page may still be here to see what the disk has.
    for (const { pieces, done } of writes) if ((await done) && pieces.length > 0) rescue?.drop(pieces);
  }

  async load(): Promise<void> {
    const { rescue, storage } = this.#options;
    const chunks = storage.isLasting ? (rescue?.take() ?? []) : [];
    if (chunks.length === 0) return;
    const isDone = await this.#write({ chunks, messages: [], lastChunks: [] });
    if (!isDone) rescue?.put(chunks);
  }

  /** Never rejects. @returns whether the disk has it. */
  async #write(rows: Rows): Promise<boolean> {
    const write: Write = { pieces: [...rows.chunks, ...rows.lastChunks], done: this.#store(rows) };
    this.#writes.add(write);
    const isDone = await write.done;
    this.#writes.delete(write);
    return isDone;
  }

  async #store({ chunks, messages }: Rows): Promise<boolean> {
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
}
