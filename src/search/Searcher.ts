import { attachmentsOf } from '../conversation/attachmentsOf.ts';
import type { Conversation } from '../conversation/Conversation.ts';
import { textOf, type ConversationId, type Message, type MessageId } from '../conversation/Message.ts';
import { plainName } from '../conversation/plainName.ts';
import { isRemoved } from '../conversation/tree.ts';
import type { ConversationRepository } from '../persistence/ConversationRepository.ts';
import { SearchIndex, type ChatHit, type SearchedMessage } from './SearchIndex.ts';
import { snippetOf, type Snippet } from './snippetOf.ts';

/** A message that holds what was asked for. */
export interface FoundMessage {
  readonly messageId: MessageId;
  readonly snippet: Snippet;
}

/** A chat with such messages. */
export interface FoundChat {
  readonly conversationId: ConversationId;
  /** The first few. */
  readonly messages: readonly FoundMessage[];
  /** How many there are. */
  readonly count: number;
}

/** What was found so far. */
export interface Found {
  /** The latest chat first. */
  readonly chats: readonly FoundChat[];
  /** Whether all chats have been looked through that the limit left room for. */
  readonly isWhole: boolean;
  /** Whether there may be more than the limit let through. */
  readonly hasMore: boolean;
}

/** How many messages of a chat are shown. */
const SHOWN_MESSAGES = 3;

/** How many chats are read at once: enough to be fast, few enough to answer in between. */
const BATCH = 100;

/** Looks through the texts of all chats. The first question has them read, the latest chat first. */
export class Searcher {
  readonly #index = new SearchIndex();
  readonly #source: Pick<ConversationRepository, 'loadConversations' | 'loadMessages'>;
  /** How often the page has told of each chat: what is read of it, or was being read meanwhile, is older. */
  readonly #told = new Map<ConversationId, number>();
  /** What other tabs have changed since it was read. */
  readonly #stale = new Set<ConversationId>();
  #rereading: Promise<void> | undefined;
  #reading: Promise<void> | undefined;
  #isRead = false;
  /** Resolves with the next batch that has been read. */
  #nextBatch = Promise.withResolvers<void>();

  constructor(source: Pick<ConversationRepository, 'loadConversations' | 'loadMessages'>) {
    this.#source = source;
  }

  /** Puts a chat's messages as they are now in place of those of the disk. */
  put(conversationId: ConversationId, updatedAtMs: number, messages: readonly SearchedMessage[]): void {
    this.#note(conversationId);
    this.#index.put(conversationId, updatedAtMs, messages);
  }

  remove(conversationIds: readonly ConversationId[]): void {
    for (const id of conversationIds) {
      this.#note(id);
      this.#index.remove(id);
    }
  }

  /** Has chats that another tab has changed read again before the next question is answered. */
  readAgain(conversationIds: readonly ConversationId[]): void {
    for (const id of conversationIds) this.#stale.add(id);
  }

  /**
   * Looks for messages that hold every term. `onFound` is called with the first that there are, and again while chats are still being
   * read and the limit is not reached.
   *
   * @throws {StorageError}
   */
  async find(
    terms: readonly string[],
    limit: number,
    onFound: (found: Found) => void,
    signal: AbortSignal,
  ): Promise<void> {
    if (this.#stale.size > 0) this.#rereading ??= this.#readStale();
    await this.#rereading;
    const reading = (this.#reading ??= this.#readAll());
    // Whoever waits for it hears of it.
    reading.catch(() => undefined);
    while (!signal.aborted) {
      const { promise: nextBatch } = this.#nextBatch;
      const hits = this.#index.find(terms, limit + 1);
      const isWhole = this.#isRead || hits.length > limit;
      const chats = hits.slice(0, limit).map((hit) => withSnippets(hit, terms));
      onFound({ chats, isWhole, hasMore: hits.length > limit });
      if (isWhole) return;
      await Promise.race([nextBatch, reading]);
    }
  }

  #note(conversationId: ConversationId): void {
    this.#told.set(conversationId, (this.#told.get(conversationId) ?? 0) + 1);
    this.#stale.delete(conversationId);
  }

  /** An import changes thousands: they are read no faster than all are. */
  async #readStale(): Promise<void> {
    let ids: readonly ConversationId[] = [];
    try {
      while (this.#stale.size > 0) {
        ids = [...this.#stale].slice(0, BATCH);
        const told = this.#toldOf(ids);
        for (const id of ids) this.#stale.delete(id);
        await this.#read(await this.#source.loadConversations(ids), told);
      }
    } catch (error) {
      // The next question tries again.
      this.readAgain(ids);
      throw error;
    } finally {
      // In the same step as the last look at what is stale: what is told later is read anew.
      this.#rereading = undefined;
    }
  }

  #toldOf(ids: readonly ConversationId[]): ReadonlyMap<ConversationId, number | undefined> {
    return new Map(ids.map((id) => [id, this.#told.get(id)]));
  }

  async #readAll(): Promise<void> {
    try {
      const all = await this.#source.loadConversations();
      const latest = all.toSorted((one, other) => other.updatedAtMs - one.updatedAtMs);
      for (let from = 0; from < latest.length; from += BATCH) {
        const chats = latest.slice(from, from + BATCH).filter(({ id }) => !this.#told.has(id));
        await this.#read(chats, this.#toldOf(chats.map(({ id }) => id)));
        const { resolve } = this.#nextBatch;
        this.#nextBatch = Promise.withResolvers();
        resolve();
      }
      this.#isRead = true;
    } catch (error) {
      // The next question tries again.
      this.#reading = undefined;
      throw error;
    }
  }

  /** @param told how often the page had told of each chat when its reading began. */
  async #read(chats: readonly Conversation[], told: ReadonlyMap<ConversationId, number | undefined>): Promise<void> {
    if (chats.length === 0) return;
    const messages = await this.#source.loadMessages(...chats.map(({ id }) => id));
    const threads = Map.groupBy(messages, ({ conversationId }) => conversationId);
    for (const { id, updatedAtMs } of chats) {
      if (this.#told.get(id) === told.get(id)) this.#index.put(id, updatedAtMs, (threads.get(id) ?? []).map(searched));
    }
  }
}

function withSnippets({ conversationId, messages }: ChatHit, terms: readonly string[]): FoundChat {
  const shown = messages.slice(0, SHOWN_MESSAGES);
  return {
    conversationId,
    count: messages.length,
    messages: shown.map(({ id, text }) => ({ messageId: id, snippet: snippetOf(text, terms) })),
  };
}

/**
 * What is searched of a message: its text, as a copy gives it, and the names of its attachments on lines of their own; nothing of one that
 * is deleted.
 *
 * @see docs/spec.md U104
 */
export function searched(message: Message): SearchedMessage {
  if (isRemoved(message)) return { id: message.id, text: '' };
  const names = new Set(attachmentsOf(message).map(({ name }) => plainName(name)));
  return { id: message.id, text: [textOf(message), ...names].filter((line) => line !== '').join('\n') };
}
