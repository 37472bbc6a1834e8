import type { ConversationId } from '../conversation/Message.ts';
import type { Conversation } from '../conversation/Conversation.ts';
import { answerSearches } from '../search/answerSearches.ts';
import { termsOf } from '../search/findTerms.ts';
import { foldText } from '../search/foldText.ts';
import { searched, type Found } from '../search/Searcher.ts';
import type { SearchAnswer, SearchRequest } from '../search/searchMessages.ts';
import type { ChatState } from '../store/ChatState.ts';
import type { ChatStore } from '../store/chatStore.ts';
import { snapshotOf } from '../store/snapshotOf.ts';
import type { ChatStorage } from './chatStorage.ts';

/** What was found of a query so far. */
export interface SearchResult extends Found {
  /** The chats whose title holds every term, the latest first. */
  readonly titles: readonly ConversationId[];
  /** The terms, folded. */
  readonly terms: readonly string[];
  /** Whether the disk could not be read. */
  readonly failed?: true;
}

/** Searches all chats: tells what was found, again and again, until the search is over or the returned function is called. */
export type Search = (query: string, limit: number, onResult: (result: SearchResult) => void) => () => void;

/** Begins to answer requests. */
export type StartSearching = (onAnswer: (answer: SearchAnswer) => void) => (request: SearchRequest) => void;

/** What searching works with. */
export interface SearchingOptions {
  readonly store: ChatStore;
  readonly storage: ChatStorage;
  /** Searches outside of the page; absent where no worker can read what is stored. */
  readonly start?: StartSearching | undefined;
}

const NOTHING: Found = { chats: [], isWhole: true, hasMore: false };

/**
 * The search of a session. What has changed since is told with the next question: chats that are open as the store has them, others
 * by name, to be read again.
 *
 * @see docs/spec.md the family Q
 */
export function createSearching({ store, storage, start }: SearchingOptions): Search {
  let number = 0;
  let listener: ((answer: SearchAnswer) => void) | undefined;
  const onAnswer = (answer: SearchAnswer): void => {
    if (answer.number === number) listener?.(answer);
  };
  const tell =
    start && storage.isLasting ? start(onAnswer) : answerSearches(storage.repository, (answer) => onAnswer(answer));
  const dirty = new Set<ConversationId>();
  store.subscribe((state, before) => noteChanges(state, before, dirty));
  const titles = createTitleSearch(store);

  return (query, limit, onResult) => {
    number += 1;
    const terms = termsOf(query);
    const base = { titles: titles(terms), terms };
    if (terms.length === 0) {
      onResult({ ...NOTHING, ...base, titles: [] });
      return () => undefined;
    }
    listener = (answer) =>
      onResult(answer.kind === 'found' ? { ...answer.found, ...base } : { ...NOTHING, ...base, failed: true });
    for (const request of changesFrom(store.getState(), dirty)) tell(request);
    tell({ kind: 'find', terms, limit, number });
    const own = number;
    return () => {
      if (own !== number) return;
      listener = undefined;
      tell({ kind: 'end' });
    };
  };
}

function noteChanges(state: ChatState, before: ChatState, dirty: Set<ConversationId>): void {
  if (state.conversations !== before.conversations) {
    for (const [id, chat] of state.conversations) {
      if (!isSearchedAlike(chat, before.conversations.get(id))) dirty.add(id);
    }
    for (const id of before.conversations.keys()) if (!state.conversations.has(id)) dirty.add(id);
  }
  if (state.threads === before.threads) return;
  for (const [id, thread] of state.threads) {
    // What was only opened has not changed.
    if (before.threads.has(id) && before.threads.get(id) !== thread) dirty.add(id);
  }
}

/** Whether nothing but a chat's title and place have changed: those are not the worker's. What was read anew shares no object. */
function isSearchedAlike(chat: Conversation, before: Conversation | undefined): boolean {
  return chat.updatedAtMs === before?.updatedAtMs && chat.shownChildren === before.shownChildren;
}

/** What is to be told of what has changed; afterwards nothing has. */
function* changesFrom(state: ChatState, dirty: Set<ConversationId>): Generator<SearchRequest> {
  // A growing reply is in no message yet.
  for (const { conversationId } of state.liveRuns.values()) dirty.add(conversationId);
  const removed: ConversationId[] = [];
  const unread: ConversationId[] = [];
  for (const id of dirty) {
    const chat = state.conversations.get(id);
    const thread = state.threads.get(id);
    if (!chat) removed.push(id);
    else if (!thread) unread.push(id);
    else {
      const messages = [...thread.values()].map(
        (message) => snapshotOf(state, { conversationId: id, messageId: message.id }) ?? message,
      );
      yield { kind: 'put', conversationId: id, updatedAtMs: chat.updatedAtMs, messages: messages.map(searched) };
    }
  }
  dirty.clear();
  if (removed.length > 0) yield { kind: 'remove', conversationIds: removed };
  if (unread.length > 0) yield { kind: 'read', conversationIds: unread };
}

/** Finds chats by their titles and tags, which the page has at hand. */
function createTitleSearch(store: ChatStore): (terms: readonly string[]) => readonly ConversationId[] {
  const folds = new WeakMap<Conversation, string>();
  const foldOf = (chat: Conversation): string => {
    const known = folds.get(chat) ?? foldText([chat.title, ...(chat.tags ?? [])].join('\n'));
    folds.set(chat, known);
    return known;
  };
  return (terms) =>
    [...store.getState().conversations.values()]
      .filter((chat) => terms.every((term) => foldOf(chat).includes(term)))
      .toSorted((one, other) => other.updatedAtMs - one.updatedAtMs)
      .map(({ id }) => id);
}
