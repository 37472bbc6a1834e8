import type { Part } from '../../protocol/parts.ts';
import type { ReplyId } from '../../protocol/ids.ts';
import type {
  AssistantMessage,
  ConversationId,
  Message,
  MessageId,
  Run,
  UserMessage,
} from '../../src/conversation/Message.ts';
import type { ReplyState } from '../../src/conversation/reply.ts';
import type { MessageMap } from '../../src/conversation/tree.ts';

/** A message's name. */
export function messageId(id: string): MessageId {
  return id as MessageId; // Tests name messages by hand.
}

/** A question. */
export function question(id: string, parentId: string | null, order: number, words = id): UserMessage {
  return { ...node(id, parentId, order), role: 'user', parts: [{ type: 'text', text: words }] };
}

/** An answer with these runs. */
export function answer(id: string, parentId: string | null, order: number, ...runs: readonly Run[]): AssistantMessage {
  return { ...node(id, parentId, order), role: 'assistant', runs: runs.length > 0 ? runs : [run('answer', id)] };
}

/** A run that ended with these parts; a string is a text part. */
export function run(mode: Run['mode'], ...parts: readonly (string | Part)[]): Run {
  const state: ReplyState = { status: 'done', finishReason: 'stop' };
  return {
    mode,
    modelId: 'built-in/tiny',
    startedAtMs: 0,
    reply: {
      replyId: 'reply-0001' as ReplyId, // Eight or more letters and digits.
      model: 'built-in/tiny',
      parts: parts.map((part) => (typeof part === 'string' ? { type: 'text', text: part } : part)),
      seq: 1,
      state,
    },
  };
}

/** Messages by their id. */
export function mapOf(...messages: readonly Message[]): MessageMap {
  return new Map(messages.map((message) => [message.id, message]));
}

function node(id: string, parentId: string | null, order: number) {
  return {
    id: messageId(id),
    conversationId: 'c1' as ConversationId, // As above.
    parentId: parentId === null ? null : messageId(parentId),
    createdAtMs: 0,
    order,
  };
}
