import type { ReplyId } from '../../protocol/ids.ts';
import type { ModelCatalog, ModelInfo } from '../../protocol/models.ts';
import type { Conversation } from '../conversation/Conversation.ts';
import type { AssistantMessage, ConversationId } from '../conversation/Message.ts';
import type { ReplyState } from '../conversation/reply.ts';
import type { Settings } from '../settings/settings.ts';
import type { CatalogState, ChatState } from './ChatState.ts';

/** The chats that are not archived, or those that are: pinned ones first, else the one with the newest message. */
export function sortedConversations(
  conversations: ChatState['conversations'],
  archived = false,
): readonly Conversation[] {
  return [...conversations.values()]
    .filter((chat) => (chat.archived ?? false) === archived)
    .toSorted((a, b) => rank(b) - rank(a) || b.updatedAtMs - a.updatedAtMs || (a.id < b.id ? -1 : 1));
}

function rank({ pinned }: Conversation): number {
  return pinned ? 1 : 0;
}

/** Whether a chat was just deleted and can still be had back. */
export function isDeleted(lastDeleted: ChatState['lastDeleted'], conversationId: ConversationId): boolean {
  return lastDeleted.some(({ kind, conversation }) => kind === 'conversation' && conversation.id === conversationId);
}

/** When the chat that stands first was used, in milliseconds since 1970; 0 when there is none. */
export function newestUpdateMs(conversations: ChatState['conversations']): number {
  let newest = 0;
  for (const { updatedAtMs } of conversations.values()) newest = Math.max(newest, updatedAtMs);
  return newest;
}

/** The reply that is being made in a chat, or `undefined`: what Stop stops. */
export function liveReplyIn(state: ChatState, conversationId: ConversationId | undefined): ReplyId | undefined {
  for (const [replyId, run] of state.liveRuns) {
    if (run.conversationId === conversationId) return replyId;
  }
  return undefined;
}

/** A reply of a chat that has ended. */
export interface EndedReply {
  readonly conversationId: ConversationId;
  readonly replyId: ReplyId;
  /** The message that it is a part of. */
  readonly message: AssistantMessage;
  readonly state: ReplyState;
}

/** The replies that were being made before and are not any more, of chats that are still there. */
export function endedReplies(state: ChatState, before: ChatState): readonly EndedReply[] {
  if (state.liveRuns === before.liveRuns) return [];
  return [...before.liveRuns].flatMap(([replyId, { conversationId, messageId }]) => {
    const message = state.liveRuns.has(replyId) ? undefined : state.threads.get(conversationId)?.get(messageId);
    if (message?.role !== 'assistant') return [];
    const run = message.runs.find(({ reply }) => reply.replyId === replyId);
    return run ? [{ conversationId, replyId, message, state: run.reply.state }] : [];
  });
}

/**
 * The model to ask: the first of those that are wanted that can still be asked, else the catalogue's first. One that
 * no list has is kept when its provider gives no list, because its name was typed.
 *
 * @see docs/spec.md N17
 */
export function preselectedModelId(catalog: ModelCatalog, ...wanted: readonly string[]): string | undefined {
  return wanted.find((id) => canBeAsked(catalog, id)) ?? catalog.models[0]?.id;
}

function canBeAsked({ models, providers }: ModelCatalog, modelId: string): boolean {
  if (models.some(({ id }) => id === modelId)) return true;
  const providerId = modelId.slice(0, Math.max(0, modelId.indexOf('/')));
  const provider = providers.find(({ id }) => id === providerId);
  return provider !== undefined && provider.state !== 'ready';
}

/**
 * The model that the next question of a chat goes to, as far as it is known: while there is no catalogue, the chat's own or the one
 * that was used last.
 *
 * @see docs/spec.md U100
 */
export function modelToAsk(
  { catalog: state, conversations }: Pick<ChatState, 'catalog' | 'conversations'>,
  conversationId: ConversationId | undefined,
  { modelId: lastUsed }: Pick<Settings, 'modelId'>,
): string | undefined {
  const own = (conversationId && conversations.get(conversationId)?.settings?.modelId) || lastUsed;
  const catalog = state.status === 'loading' ? undefined : state.catalog;
  return catalog ? preselectedModelId(catalog, own, lastUsed) : own || undefined;
}

/** A model as the catalogue lists it, also while it is asked anew. */
export function modelIn(state: CatalogState, modelId: string): ModelInfo | undefined {
  return state.status === 'loading' ? undefined : state.catalog?.models.find(({ id }) => id === modelId);
}
