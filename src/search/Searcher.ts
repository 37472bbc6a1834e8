import type { Conversation } from '../conversation/Conversation.ts';
import { textOf, type ConversationId, type Message, type MessageId } from '../conversation/Message.ts';
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
  /** What has been told of by the page: what is read of these is older. */
  readonly #told = new Set<ConversationId>();
  #reading: Promise<void> | undefined;
  #isRead = false;
  /** Resolves with the next batch that has been read. */
  #nextBatch = Promise.withResolvers<void>();

  constructor(source: Pick<ConversationRepository, 'loadConversations' | 'loadMessages'>) {
    this.#source = source;
  }

  /** Puts a chat's messages as they are now in place of those of the disk. */
  put(conversationId: ConversationId, updatedAtMs: number, messages: readonly SearchedMessage[]): void {
    this.#told.add(conversationId);
    this.#index.put(conversationId, updatedAtMs, messages);
  }

  remove(conversationIds: readonly ConversationId[]): void {
    for (const id of conversationIds) {
      this.#told.add(id);
      this.#index.remove(id);
    }
  }

  /** Reads chats again that another tab has changed. @throws {StorageError} */
  async readAgain(conversationIds: readonly ConversationId[]): Promise<void> {
    await this.#read(await this.#source.loadConversations(conversationIds));
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

  async #readAll(): Promise<void> {
    try {
      const chats = await this.#source.loadConversations();
      const latest = chats.toSorted((one, other) => other.updatedAtMs - one.updatedAtMs);
      for (let from = 0; from < latest.length; from += BATCH) {
        await this.#read(latest.slice(from, from + BATCH).filter(({ id }) => !this.#told.has(id)));
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

  async #read(chats: readonly Conversation[]): Promise<void> {
    if (chats.length === 0) return;
    const messages = await this.#source.loadMessages(...chats.map(({ id }) => id));
    const threads = Map.groupBy(messages, ({ conversationId }) => conversationId);
    for (const { id, updatedAtMs } of chats) this.#index.put(id, updatedAtMs, (threads.get(id) ?? []).map(searched));
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

/** What is searched of a message: its text, as a copy gives it; nothing of one that is deleted. */
export function searched(message: Message): SearchedMessage {
  return { id: message.id, text: isRemoved(message) ? '' : textOf(message) };
}
