import { parseReplyError } from '../../protocol/errors.ts';
import { isCount, parseReplyEventBody } from '../../protocol/events.ts';
import { isReplyId } from '../../protocol/ids.ts';
import { parseGenerationParams } from '../../protocol/requests.ts';
import { isRecord, parsePart, type Part } from '../../protocol/parts.ts';
import { MAX_TAGS, type Conversation } from '../conversation/Conversation.ts';
import type { ConversationId, Message, MessageId, Run, UserMessage } from '../conversation/Message.ts';
import type { Reply, ReplyState } from '../conversation/reply.ts';
import { parseChatSettings } from '../settings/settings.ts';

/**
 * The chat in a row of the disk, or `undefined` when there is none in it. Unknown fields are dropped.
 *
 * @see docs/spec.md P3
 */
export function readConversation(row: unknown): Conversation | undefined {
  if (!isRecord(row)) return undefined;
  const { id, title, titleFrom, createdAtMs, updatedAtMs, shownChildren, pinned, archived, tags, settings } = row;
  if (!isConversationId(id) || typeof title !== 'string') return undefined;
  if (!isTime(createdAtMs) || !isTime(updatedAtMs)) return undefined;
  return {
    id,
    title,
    titleFrom: titleFrom === 'person' || titleFrom === 'exchange' ? titleFrom : 'question',
    createdAtMs,
    updatedAtMs,
    shownChildren: isRecord(shownChildren) ? readShownChildren(shownChildren) : {},
    ...(pinned === true ? { pinned } : {}),
    ...(archived === true ? { archived } : {}),
    ...readTags(tags),
    ...readSettings(settings),
  };
}

/** Those that can be read: a tag that is lost is no reason to lose a chat. */
function readTags(value: unknown): { tags?: readonly string[] } {
  const tags = Array.isArray(value) ? value.filter((tag) => typeof tag === 'string').slice(0, MAX_TAGS) : [];
  return tags.length > 0 ? { tags } : {};
}

function readSettings(value: unknown): Pick<Conversation, 'settings'> {
  const settings = isRecord(value) ? parseChatSettings(value) : {};
  return Object.keys(settings).length > 0 ? { settings } : {};
}

function readShownChildren(value: Record<string, unknown>): Record<string, MessageId> {
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, MessageId] => isMessageId(entry[1])),
  );
}

/**
 * The message in a row of the disk, or `undefined` when there is none in it. Unknown fields are dropped.
 *
 * @see docs/spec.md P3
 */
export function readMessage(row: unknown): Message | undefined {
  if (!isRecord(row)) return undefined;
  const node = readNode(row);
  if (!node) return undefined;
  if (row['role'] === 'user') {
    const parts = readList(row['parts'], parsePart);
    return parts && { ...node, role: 'user', parts };
  }
  const runs = row['role'] === 'assistant' ? readList(row['runs'], readRun) : undefined;
  return runs && runs.length > 0
    ? { ...node, role: 'assistant', ...(row['edited'] === true ? { edited: true } : {}), runs }
    : undefined;
}

/** Where a message stands in its chat, or `undefined` when the row does not say. */
export function readNode(row: Record<string, unknown>): Omit<UserMessage, 'role' | 'parts'> | undefined {
  const { id, conversationId, parentId, createdAtMs, order, removals, purged } = row;
  if (!isMessageId(id) || !isConversationId(conversationId)) return undefined;
  if (!(parentId === null || isMessageId(parentId)) || !isTime(createdAtMs) || !isCount(order)) return undefined;
  return {
    id,
    conversationId,
    parentId,
    createdAtMs,
    order,
    ...(isCount(removals) ? { removals } : {}),
    ...(purged === true ? { purged } : {}),
  };
}

function readRun(value: unknown): Run | undefined {
  if (!isRecord(value)) return undefined;
  const { mode, prefill, instruction, revises, modelId, startedAtMs, firstTextAtMs, endedAtMs } = value;
  const reply = readReply(value['reply']);
  if ((mode !== 'answer' && mode !== 'continue') || typeof modelId !== 'string') return undefined;
  if (!isTime(startedAtMs) || !reply) return undefined;
  return {
    mode,
    ...(prefill === true ? { prefill } : {}),
    ...(typeof instruction === 'string' ? { instruction } : {}),
    ...(isMessageId(revises) ? { revises } : {}),
    modelId,
    ...readTerms(value['terms']),
    startedAtMs,
    ...(isTime(firstTextAtMs) ? { firstTextAtMs } : {}),
    ...(isTime(endedAtMs) ? { endedAtMs } : {}),
    reply,
  };
}

function readTerms(value: unknown): Pick<Run, 'terms'> {
  const params = isRecord(value) ? parseGenerationParams(value['params']) : undefined;
  if (!isRecord(value) || !params) return {};
  const { system } = value;
  return { terms: typeof system === 'string' ? { system, params } : { params } };
}

function readReply(value: unknown): Reply | undefined {
  if (!isRecord(value)) return undefined;
  const { replyId, model, seq } = value;
  const parts = readList<Part>(value['parts'], parsePart);
  const state = readState(value['state']);
  if (!isReplyId(replyId) || typeof model !== 'string' || !isCount(seq) || !parts || !state) return undefined;
  return { replyId, model, parts, seq, state };
}

function readState(value: unknown): ReplyState | undefined {
  if (!isRecord(value)) return undefined;
  switch (value['status']) {
    case 'queued':
    case 'stopped':
    case 'interrupted':
      return { status: value['status'] };
    case 'streaming':
      return { status: 'streaming', link: value['link'] === 'reconnecting' ? 'reconnecting' : 'open' };
    case 'done':
      return readDone(value);
    case 'failed': {
      const error = parseReplyError(value['error']);
      return error && { status: 'failed', error };
    }
    default:
      return undefined;
  }
}

/** The state has the fields of the event that it came from. */
function readDone(value: Record<string, unknown>): ReplyState | undefined {
  const end = parseReplyEventBody('reply-end', value);
  if (end?.type !== 'reply-end') return undefined;
  const { finishReason, usage } = end;
  return usage ? { status: 'done', finishReason, usage } : { status: 'done', finishReason };
}

/** A list whose every entry can be read: half of an answer would look like all of it. */
export function readList<T>(value: unknown, read: (entry: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const entries = value.map(read);
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
}

/** Ids are branded strings; this is where those from the disk get their brand. */
export function isMessageId(value: unknown): value is MessageId {
  return typeof value === 'string' && value !== '';
}

function isConversationId(value: unknown): value is ConversationId {
  return typeof value === 'string' && value !== '';
}

/** Beyond these milliseconds a `Date` is invalid, and drawing it throws. */
const MAX_TIME_MS = 8.64e15;

export function isTime(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= MAX_TIME_MS;
}
