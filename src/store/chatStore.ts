import { createStore } from 'zustand/vanilla';
import type { ReplyId } from '../../protocol/ids.ts';
import type { Conversation } from '../conversation/Conversation.ts';
import type { ConversationId, Message } from '../conversation/Message.ts';
import type { Reply } from '../conversation/reply.ts';
import { applyToReplies, type ReplyInputs } from './applyToReplies.ts';
import type {
  CatalogState,
  ChatState,
  DeletedConversation,
  DeletedMessages,
  LiveRun,
  StorageState,
} from './ChatState.ts';

/** What changes the state. Each is one synchronous step that subscribers hear of once. Only `src/session` calls these. */
export interface ChatActions {
  /** Puts every chat of the disk into the list; chats that are there already stay as they are. */
  addConversations(conversations: readonly Conversation[]): void;
  /** Adds or replaces a chat together with messages of it (those that are not named stay). */
  putMessages(conversation: Conversation, messages: readonly Message[]): void;
  /** Adds or replaces chats in the list. */
  putConversations(conversations: readonly Conversation[]): void;
  /** Adds the messages of a chat that was opened; messages that are there already stay as they are. */
  openThread(conversationId: ConversationId, messages: readonly Message[]): void;
  /** Takes chats and their messages out of sight and keeps them for Undo. */
  hideConversations(conversationIds: readonly ConversationId[]): void;
  /** Says that Undo would bring these messages back. */
  noteDeleted(deleted: DeletedMessages): void;
  /** Brings the chats back that were deleted last. */
  restoreConversations(): void;
  /** Forgets what Undo would bring back. */
  clearLastDeleted(): void;
  /** Takes chats and their messages out of sight for good: another tab has deleted them. */
  dropConversations(conversationIds: readonly ConversationId[]): void;
  /** Says which chat the page shows, which others have something to be told of in the list, and whose queue waits. */
  mark(marks: Partial<Pick<ChatState, 'inSight' | 'generatingElsewhere' | 'unread' | 'pausedQueues'>>): void;
  /** Begins a live reply: of a conversation's message when an address is given, else a loose one. */
  beginReply(reply: Reply, address?: LiveRun): void;
  /**
   * Applies several inputs to several replies in one step. A reply of a conversation that becomes final is folded into
   * its message and leaves `liveReplies` in the same step. Gives the replies that changed, as they are now.
   */
  applyToReplies(inputs: ReplyInputs, nowMs: number): readonly Reply[];
  /** Forgets a loose reply. */
  dropReply(replyId: ReplyId): void;
  setCatalog(catalog: CatalogState): void;
  setStorage(storage: StorageState): void;
  /** Says something through the one status line for screen readers. */
  announce(text: string): void;
}

/** The state of one chat interface: read it, subscribe to it. */
export interface ChatStore extends ChatActions {
  getState(): ChatState;
  getInitialState(): ChatState;
  /** Calls `listener` after every change until the returned function is called. */
  subscribe(listener: (state: ChatState, previous: ChatState) => void): () => void;
}

const INITIAL: ChatState = {
  conversations: new Map(),
  threads: new Map(),
  liveReplies: new Map(),
  liveRuns: new Map(),
  inSight: undefined,
  generatingElsewhere: new Set(),
  unread: new Set(),
  pausedQueues: new Map(),
  catalog: { status: 'loading' },
  storage: { status: 'opening' },
  lastDeleted: [],
  announcement: '',
};

/**
 * An empty store, independent of every other one.
 *
 * @see docs/spec.md N1 to N3
 */
export function createChatStore(): ChatStore {
  const { getState, getInitialState, subscribe, setState } = createStore<ChatState>(() => INITIAL);
  const change = (next: (state: ChatState) => Partial<ChatState>): void => setState(next);
  return {
    getState,
    getInitialState,
    subscribe,
    ...conversationActions(change),
    ...replyActions(change),
    setCatalog: (catalog) => change(() => ({ catalog })),
    setStorage: (storage) => change(() => ({ storage })),
    announce: (announcement) => change(() => ({ announcement })),
  };
}

type Change = (next: (state: ChatState) => Partial<ChatState>) => void;

function conversationActions(change: Change) {
  return {
    addConversations: (conversations) =>
      change((state) => ({
        conversations: new Map([...conversations.map((chat) => [chat.id, chat] as const), ...state.conversations]),
      })),
    putConversations: (conversations) =>
      change((state) => ({
        conversations: new Map([...state.conversations, ...conversations.map((chat) => [chat.id, chat] as const)]),
      })),
    putMessages: (conversation, messages) =>
      change((state) => ({
        conversations: withEntry(state.conversations, conversation.id, conversation),
        threads: withEntry(
          state.threads,
          conversation.id,
          new Map([...(state.threads.get(conversation.id) ?? []), ...byId(messages)]),
        ),
      })),
    openThread: (conversationId, messages) =>
      change((state) => ({
        threads: withEntry(
          state.threads,
          conversationId,
          new Map([...byId(messages), ...(state.threads.get(conversationId) ?? [])]),
        ),
      })),
    hideConversations: (conversationIds) => change((state) => hide(state, conversationIds)),
    dropConversations: (conversationIds) => change((state) => drop(state, conversationIds)),
    mark: (marks) => change(() => marks),
    noteDeleted: (deleted) => change(() => ({ lastDeleted: [deleted] })),
    restoreConversations: () => change(restore),
    clearLastDeleted: () => change(() => ({ lastDeleted: [] })),
  } satisfies Partial<ChatActions>;
}

function replyActions(change: Change) {
  return {
    beginReply: (reply, address) =>
      change((state) => ({
        liveReplies: withEntry(state.liveReplies, reply.replyId, reply),
        ...(address ? { liveRuns: withEntry(state.liveRuns, reply.replyId, address) } : {}),
      })),
    applyToReplies(inputs, nowMs) {
      const changed: Reply[] = [];
      change((state) => applyToReplies(state, inputs, { nowMs, onChanged: (reply) => changed.push(reply) }));
      return changed;
    },
    dropReply: (replyId) => change((state) => ({ liveReplies: withoutEntries(state.liveReplies, [replyId]) })),
  } satisfies Partial<ChatActions>;
}

function hide(state: ChatState, ids: readonly ConversationId[]): Partial<ChatState> {
  const lastDeleted = ids.flatMap<DeletedConversation>((id) => {
    const conversation = state.conversations.get(id);
    return conversation ? { kind: 'conversation', conversation, messages: state.threads.get(id) } : [];
  });
  return lastDeleted.length === 0 ? {} : { ...drop(state, ids), lastDeleted };
}

function drop(state: ChatState, ids: readonly ConversationId[]): Partial<ChatState> {
  return { conversations: withoutEntries(state.conversations, ids), threads: withoutEntries(state.threads, ids) };
}

function restore({ conversations, threads, lastDeleted }: ChatState): Partial<ChatState> {
  const deleted = lastDeleted.filter((one) => one.kind === 'conversation');
  if (deleted.length === 0) return {};
  const chats = deleted.map(({ conversation }) => [conversation.id, conversation] as const);
  const opened = deleted.flatMap(({ conversation, messages }) =>
    messages ? [[conversation.id, messages] as const] : [],
  );
  return {
    conversations: new Map([...conversations, ...chats]),
    threads: new Map([...threads, ...opened]),
    lastDeleted: [],
  };
}

function byId(messages: readonly Message[]): readonly (readonly [Message['id'], Message])[] {
  return messages.map((message) => [message.id, message]);
}

function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value);
}

function withoutEntries<K, V>(map: ReadonlyMap<K, V>, keys: readonly K[]): ReadonlyMap<K, V> {
  if (!keys.some((key) => map.has(key))) return map;
  const rest = new Map(map);
  for (const key of keys) rest.delete(key);
  return rest;
}
