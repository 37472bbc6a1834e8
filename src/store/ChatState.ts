import type { ReplyErrorBody } from '../../protocol/errors.ts';
import type { ReplyId } from '../../protocol/ids.ts';
import type { ModelCatalog } from '../../protocol/models.ts';
import type { Conversation } from '../conversation/Conversation.ts';
import type { ConversationId, MessageId } from '../conversation/Message.ts';
import type { Reply } from '../conversation/reply.ts';
import type { MessageMap } from '../conversation/tree.ts';

/** What is known of the models that can be asked. While it is asked again, the last catalogue stays. */
export type CatalogState =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly catalog: ModelCatalog }
  | { readonly status: 'failed'; readonly error: ReplyErrorBody; readonly catalog?: ModelCatalog };

/** Where chats are kept: on this browser's disk, or, when the browser refuses, in memory until the page closes. */
export type StorageState =
  | { readonly status: 'opening' }
  | { readonly status: 'saved' }
  | { readonly status: 'memory-only'; readonly reason: string };

/** A chat that was deleted and can still be had back. */
export interface DeletedConversation {
  readonly kind: 'conversation';
  readonly conversation: Conversation;
  /** Its messages, when it was open. */
  readonly messages: MessageMap | undefined;
}

/** Messages of a chat that were deleted and can still be had back. */
export interface DeletedMessages {
  readonly kind: 'messages';
  readonly conversation: Pick<Conversation, 'id'>;
  readonly messageIds: readonly MessageId[];
}

/** Everything that the page shows of chats. Plain data; every change makes new maps along its path only. */
export interface ChatState {
  readonly conversations: ReadonlyMap<ConversationId, Conversation>;
  /** The messages of every conversation that was opened on this page. */
  readonly threads: ReadonlyMap<ConversationId, MessageMap>;
  /**
   * The replies that are being made, as they grow: at most one new value a frame. A reply that has ended is folded into
   * its message and leaves this map, so a growing reply touches nothing else.
   */
  readonly liveReplies: ReadonlyMap<ReplyId, Reply>;
  /** Where each live reply of a conversation belongs; changes only when one begins, shows its first text, or ends. */
  readonly liveRuns: ReadonlyMap<ReplyId, LiveRun>;
  /** The conversation that the page shows; `undefined` for a new one. */
  readonly inSight: ConversationId | undefined;
  /** Conversations of which another tab follows a reply that is being made. */
  readonly generatingElsewhere: ReadonlySet<ConversationId>;
  /** Conversations with a reply that ended while nobody looked. */
  readonly unread: ReadonlySet<ConversationId>;
  /** The chats whose queue waits for a person to go on, and why in words. */
  readonly pausedQueues: ReadonlyMap<ConversationId, string>;
  readonly catalog: CatalogState;
  readonly storage: StorageState;
  /** What Undo brings back, for ten seconds after it was deleted: chats that were deleted together, or messages of one. */
  readonly lastDeleted: readonly (DeletedConversation | DeletedMessages)[];
  /** What the one status line for screen readers says: Generating, Stopped, Reply ready … */
  readonly announcement: string;
}

/** Where a live reply belongs, and when it first had something to show. */
export interface LiveRun {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  /** When its first text arrived, in milliseconds since 1970. */
  readonly firstTextAtMs?: number;
}
