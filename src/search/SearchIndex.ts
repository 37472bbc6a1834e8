import type { ConversationId, MessageId } from '../conversation/Message.ts';
import { foldText } from './foldText.ts';

/** What is searched of a message. */
export interface SearchedMessage {
  readonly id: MessageId;
  readonly text: string;
}

/** A chat that holds what was asked for. */
export interface ChatHit {
  readonly conversationId: ConversationId;
  /** The messages in which every term is, of all branches, in the order in which they were given. */
  readonly messages: readonly SearchedMessage[];
}

interface Entry {
  readonly updatedAtMs: number;
  /** The folded texts of all messages, a separator between each two. */
  readonly folded: string;
  /** Where each message begins in it. */
  readonly starts: readonly number[];
  readonly messages: readonly SearchedMessage[];
}

/** Stands in no folded text that a term could reach over. */
const SEPARATOR = '\u0000';

/**
 * The texts of all chats, folded, in memory. A search looks through them one after the other, the latest chat first, and stops when it
 * has enough: nothing has to be built, and what one types is found in the middle of a word as at its beginning, in every script.
 *
 * @see docs/decisions/012-search-reads-the-texts.md
 */
export class SearchIndex {
  readonly #entries = new Map<ConversationId, Entry>();
  #sorted: readonly (readonly [ConversationId, Entry])[] | undefined;

  get size(): number {
    return this.#entries.size;
  }

  /** Adds a chat, or puts its messages in place of those that are known. */
  put(conversationId: ConversationId, updatedAtMs: number, messages: readonly SearchedMessage[]): void {
    const folded = messages.map(({ text }) => foldText(text));
    const starts: number[] = [];
    let at = 0;
    for (const text of folded) {
      starts.push(at);
      at += text.length + SEPARATOR.length;
    }
    this.#entries.set(conversationId, { updatedAtMs, folded: folded.join(SEPARATOR), starts, messages });
    this.#sorted = undefined;
  }

  remove(conversationId: ConversationId): void {
    if (this.#entries.delete(conversationId)) this.#sorted = undefined;
  }

  /** The chats with a message that holds every term, the latest first, at most `limit`. */
  find(terms: readonly string[], limit: number): readonly ChatHit[] {
    const hits: ChatHit[] = [];
    if (terms.length === 0) return hits;
    // The longest is the rarest: most chats are done with after it.
    const [rarest = '', ...others] = terms.toSorted((one, other) => other.length - one.length);
    this.#sorted ??= [...this.#entries].toSorted(([, one], [, other]) => other.updatedAtMs - one.updatedAtMs);
    for (const [conversationId, entry] of this.#sorted) {
      if (!entry.folded.includes(rarest) || !others.every((term) => entry.folded.includes(term))) continue;
      const messages = messagesWith(entry, rarest, others);
      if (messages.length > 0) hits.push({ conversationId, messages });
      if (hits.length >= limit) break;
    }
    return hits;
  }
}

function messagesWith(
  { folded, starts, messages }: Entry,
  rarest: string,
  others: readonly string[],
): readonly SearchedMessage[] {
  return messages.filter((_message, index) => {
    const text = folded.slice(starts[index], (starts[index + 1] ?? folded.length + 1) - 1);
    return text.includes(rarest) && others.every((term) => text.includes(term));
  });
}
