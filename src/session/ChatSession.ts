import type { ReplyErrorBody } from '../../protocol/errors.ts';
import type { ReplyId } from '../../protocol/ids.ts';
import type { ReplyRequest } from '../../protocol/requests.ts';
import type { ConversationId, MessageId } from '../conversation/Message.ts';
import type { ChatSettingChanges } from '../conversation/chatSettings.ts';
import type { ReplyState } from '../conversation/reply.ts';
import type { Filing } from '../conversation/tags.ts';
import type { ChatStore } from '../store/chatStore.ts';
import type { DraftStore } from '../store/draftStore.ts';
import type { Archiving } from './archiving.ts';
import type { MessageQueue } from './MessageQueue.ts';
import type { Search } from './searching.ts';
import type { SettingsStore } from '../store/settingsStore.ts';

/** A question to send. */
export interface SendOptions {
  /** The chat it belongs to; when absent, a new one. */
  readonly conversationId?: ConversationId;
  readonly text: string;
  /** The `id` of the model that answers. */
  readonly modelId: string;
}

/** Nothing was done, and why. */
export interface Refusal {
  readonly status: 'refused';
  readonly error: ReplyErrorBody;
}

/** What became of a change that asks no model: it is on disk, in this chat, or nothing has changed. */
export type KeepOutcome = { readonly status: 'kept'; readonly conversationId: ConversationId } | Refusal;

/** What became of sending: the question is on disk and its reply is under way, or nothing was sent and the text is the caller's to keep. */
export type SendOutcome =
  | {
      readonly status: 'sent';
      readonly conversationId: ConversationId;
      readonly messageId: MessageId;
      readonly replyId: ReplyId;
    }
  | Refusal;

/**
 * One chat interface's life: where store, wire and disk meet. One for each page or embedded chat; no global. Nothing here
 * rejects: what goes wrong becomes state.
 */
export interface ChatSession {
  /** What to show. Read it, subscribe to it; only the session writes it. */
  readonly store: ChatStore;
  /** What was typed and not sent. Composers write it. */
  readonly drafts: DraftStore;
  /** The settings that hold; a change is stored by itself. */
  readonly settings: SettingsStore;
  /** Resolves when the latest chats are read from disk and unfinished replies are followed again. */
  readonly ready: Promise<void>;

  /** Streams one reply into `liveReplies`, outside of any conversation, where it stays until `release`. Resolves with its final state. */
  start(request: ReplyRequest): Promise<ReplyState>;
  /** Lets go of a reply that `start` began; one that still runs goes on and is let go when it ends. */
  release(replyId: ReplyId): void;
  /** Ends a reply and keeps what has arrived. Safe when it has ended. Resolves when it is final on this page. */
  stop(replyId: ReplyId): Promise<void>;

  /** Says which chat the page shows from now on; `undefined` for a new one. Its reply comes first, and what ends elsewhere is unread. */
  lookAt(conversationId: ConversationId | undefined): void;
  /** Reads a chat's messages into the store, and follows a reply of it that has not ended. */
  openConversation(conversationId: ConversationId): Promise<'opened' | 'missing'>;
  /** Stores a question, then asks the model. */
  send(options: SendOptions): Promise<SendOutcome>;
  /** Asks for another version of an answer, with an `instruction` for one that differs in that; the earlier ones stay. */
  regenerate(messageId: MessageId, modelId: string, instruction?: string): Promise<SendOutcome>;
  /** Sends a changed question as a new branch; the earlier one stays. */
  edit(messageId: MessageId, text: string, modelId: string): Promise<SendOutcome>;
  /** Makes a version of an answer in a person's words, which a model is sent from then on; the earlier ones stay. */
  editAnswer(messageId: MessageId, text: string): Promise<KeepOutcome>;
  /** Copies the path down to a message into a new chat. */
  branch(messageId: MessageId): Promise<KeepOutcome>;
  /** Asks again for an answer that failed, in the same message. */
  retry(messageId: MessageId, modelId: string): Promise<SendOutcome>;
  /** Goes on with an answer that was stopped, interrupted or cut by length, in the same message. */
  continue(messageId: MessageId): Promise<SendOutcome>;
  /** Shows a version of a message (and the path below it that was last shown). */
  showVersion(messageId: MessageId): Promise<void>;
  /** Brings a message of a chat, on whatever branch it is, onto the path in sight. Gives whether it is there. */
  showMessage(conversationId: ConversationId, messageId: MessageId): Promise<boolean>;

  renameConversation(conversationId: ConversationId, title: string): Promise<void>;
  /** Gives a chat settings of its own, or takes them back. */
  changeChatSettings(conversationId: ConversationId, changes: ChatSettingChanges): Promise<void>;
  /** Removes a chat from sight and from the disk; for ten seconds `undoDelete` brings it back, then the server forgets it too. Its running reply is stopped. */
  deleteConversation(conversationId: ConversationId): Promise<void>;
  /** The same for several at once. */
  deleteConversations(conversationIds: readonly ConversationId[]): Promise<void>;
  /** Deletes a message, so that what follows it moves up, or its whole branch. For ten seconds `undoDelete` brings it back. */
  deleteMessage(messageId: MessageId, extent: 'message' | 'branch'): Promise<void>;
  /** Brings back what was deleted last. */
  undoDelete(): Promise<void>;
  /** Pins, archives and tags chats, or takes that back. Rejects where its code cannot be had. */
  fileConversations(conversationIds: readonly ConversationId[], filing: Filing): Promise<void>;

  /** Messages that wait for the end of a reply, and are then asked by themselves. */
  readonly queue: MessageQueue;

  /** All chats in and out of files. Rejects where its code cannot be had. */
  loadArchiving(): Promise<Archiving>;

  /** Searches the titles and texts of all chats, on all branches. */
  readonly search: Search;

  /** Asks the server anew which models there are. */
  refreshModels(): Promise<void>;
  /** Says something through the one status line for screen readers. */
  announce(text: string): void;
  /** Ends all following and writes what is not yet written. Replies go on at the server. */
  close(): Promise<void>;
}
