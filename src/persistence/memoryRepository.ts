import type { ReplyId } from '../../protocol/ids.ts';
import type { Conversation } from '../conversation/Conversation.ts';
import type { ConversationId, Message, MessageId } from '../conversation/Message.ts';
import type { ConversationRepository, RepositoryChange } from './ConversationRepository.ts';
import type { Deletion } from './Deletions.ts';
import { foldChunks } from './foldChunks.ts';
import { isUnfinished } from './isUnfinished.ts';
import { createMemoryAttachments } from './memoryAttachments.ts';
import { createMemoryDeletions } from './memoryDeletions.ts';
import { createMemoryDrafts } from './memoryDrafts.ts';
import { mergeConversation } from './mergeConversation.ts';
import { mergeMessage } from './mergeMessage.ts';
import { createMemoryStaging } from './memoryStaging.ts';
import type { ReplyChunk } from './ReplyChunk.ts';

/** Chats in memory: they end with the page. What the page falls back to when the browser stores nothing. */
export function createMemoryRepository(): ConversationRepository {
  const conversations = new Map<ConversationId, Conversation>();
  const messages = new Map<MessageId, Message>();
  const drafts = createMemoryDrafts();
  const { keep, ...attachments } = createMemoryAttachments(messages);
  const stops = new Set<ReplyId>();
  const notes = new Map<string, Deletion>();
  const matching = (fits: (message: Message) => boolean): Promise<readonly Message[]> =>
    Promise.resolve([...messages.values()].filter(fits));
  const write = (change: RepositoryChange): readonly Message[] => {
    const { conversations: chats = [], messages: given = [], others = [], onlyStored, sentDraft } = change;
    const isGone = chats.some(({ id }) => !conversations.has(id));
    const tables = { conversations, messages };
    const isSent = sentDraft !== undefined && messages.has(sentDraft.questionId);
    for (const chat of chats) writeChat(chat, { ...change, isSent }, tables);
    if (sentDraft) drafts.send(sentDraft);
    keep(change.attachments);
    if (isGone) for (const message of others) writeMessage(message, onlyStored, tables);
    return given.flatMap((message) => writeMessage(message, onlyStored, tables));
  };
  const append = (chunk: ReplyChunk): void => {
    const message = messages.get(chunk.messageId);
    if (message && conversations.has(message.conversationId)) messages.set(message.id, foldChunks(message, [chunk]));
  };
  const repository: ConversationRepository = {
    loadConversations: (which) => Promise.resolve(chosenChats([...conversations.values()], which)),
    loadMessages: (...ids) => matching((message) => ids.includes(message.conversationId)),
    loadUnfinished: () => matching(isUnfinished),
    save: (change) => Promise.resolve(write(change)),
    ...createMemoryStaging(messages, conversations, { write, keep, ...attachments }),
    ...attachments,
    append: (chunks) => Promise.resolve(chunks.forEach(append)),
    deleteConversation(...ids) {
      for (const id of ids) {
        conversations.delete(id);
        drafts.removeChat(id);
      }
      for (const [id, message] of messages) {
        if (!ids.includes(message.conversationId)) continue;
        messages.delete(id);
        drafts.remove(`edit:${id}`);
      }
      return Promise.resolve();
    },
    loadDrafts: () => Promise.resolve(drafts.all().filter(({ ids }) => !messages.has(ids.questionId))),
    saveDrafts: (kept) => Promise.resolve(kept.forEach(drafts.save)),
    loadStops: () => Promise.resolve([...stops]),
    setStop: (replyId, isOpen) => Promise.resolve(isOpen ? void stops.add(replyId) : void stops.delete(replyId)),
    deletions: (onWritten) =>
      Promise.resolve(createMemoryDeletions({ ...repository, messages, notes, write }, onWritten)),
    countDeletions: () => Promise.resolve(notes.size),
    close: () => undefined,
  };
  return repository;
}

interface Tables {
  readonly conversations: Map<ConversationId, Conversation>;
  readonly messages: Map<MessageId, Message>;
}

function writeChat(
  chat: Conversation,
  { before, onlyNewer, onlyStored, isSent }: RepositoryChange & { readonly isSent: boolean },
  { conversations }: Tables,
): void {
  const stored = conversations.get(chat.id);
  const isKept = onlyNewer && stored && stored.updatedAtMs >= chat.updatedAtMs;
  if (stored ? !isSent && !isKept : !onlyStored) {
    conversations.set(chat.id, mergeConversation(stored, chat, before?.get(chat.id)));
  }
}

/** Gives the message as it is stored now, if it was written. */
function writeMessage(message: Message, onlyStored: true | undefined, tables: Tables): readonly Message[] {
  const { conversations, messages } = tables;
  const stored = messages.get(message.id);
  // It belongs to another chat.
  if (stored && stored.conversationId !== message.conversationId) return [];
  if (onlyStored && !(stored && conversations.has(message.conversationId))) return [];
  const next = mergeMessage(stored, message);
  messages.set(message.id, next);
  return [next];
}

function chosenChats(
  all: readonly Conversation[],
  which: Parameters<ConversationRepository['loadConversations']>[0],
): readonly Conversation[] {
  if (!which) return all;
  if (!('latest' in which)) return all.filter(({ id }) => which.includes(id));
  return all.toSorted((a, b) => b.updatedAtMs - a.updatedAtMs).slice(0, which.latest);
}
