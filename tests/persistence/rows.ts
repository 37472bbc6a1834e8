import type { ReplyId } from '../../protocol/ids.ts';
import type { Conversation } from '../../src/conversation/Conversation.ts';
import type { Draft, DraftKey } from '../../src/conversation/Draft.ts';
import type { AssistantMessage, ConversationId, MessageId, Run, UserMessage } from '../../src/conversation/Message.ts';
import type { AttachmentPart } from '../../protocol/parts.ts';
import type { Reply, ReplyState } from '../../src/conversation/reply.ts';
import type { ReplyChunk } from '../../src/persistence/ReplyChunk.ts';
import type { StoredAttachment } from '../../src/persistence/StoredAttachment.ts';

// Brands exist for the compiler only; these are the test data's doors.
export const conversationId = (id: string): ConversationId => id as ConversationId;
export const messageId = (id: string): MessageId => id as MessageId;
export const replyId = (id: string): ReplyId => id.padEnd(8, '0') as ReplyId;

/** A chat with what matters to the test. */
export function conversation(id: string, change: Partial<Conversation> = {}): Conversation {
  return {
    id: conversationId(id),
    title: `Chat ${id}`,
    titleFrom: 'question',
    createdAtMs: 1000,
    updatedAtMs: 1000,
    shownChildren: {},
    ...change,
  };
}

/** A question at the top of a chat's tree. */
export function question(id: string, inConversation: string, change: Partial<UserMessage> = {}): UserMessage {
  return {
    id: messageId(id),
    conversationId: conversationId(inConversation),
    parentId: null,
    createdAtMs: 1000,
    order: 1,
    role: 'user',
    parts: [{ type: 'text', text: `Question ${id}` }],
    ...change,
  };
}

/** An answer with one run unless others are given. */
export function answer(id: string, to: UserMessage, change: Partial<AssistantMessage> = {}): AssistantMessage {
  return {
    id: messageId(id),
    conversationId: to.conversationId,
    parentId: to.id,
    createdAtMs: 1000,
    order: to.order + 1,
    role: 'assistant',
    runs: [run(`reply-${id}`, { status: 'done', finishReason: 'stop' }, 'An answer.')],
    ...change,
  };
}

/** An answer of which nothing has come yet. */
export function growingAnswer(id: string, to: UserMessage): AssistantMessage {
  return answer(id, to, { runs: [run(`reply-${id}`, { status: 'queued' })] });
}

/** The last so many characters of a growing answer's only text, as they were written: each character is an event. */
export function pieceOf(id: string, lastSeq: number, text: string): ReplyChunk {
  const at = lastSeq - text.length;
  const [seq, model] = [at + 1, 'tiny'];
  const grown = [{ index: 0, at, part: { type: 'text' as const, text } }];
  return { replyId: replyId(`reply-${id}`), seq, lastSeq, messageId: messageId(id), model, grown };
}

/** A text file that a message refers to, and its bytes. The hash is one in form only. */
export function attachment(text: string, change: Partial<AttachmentPart> = {}): AttachmentRows {
  const hash = Buffer.from(text).toString('hex').padStart(64, '0');
  const blob = new Blob([text]);
  const part = { type: 'attachment' as const, hash, name: `${text}.txt`, mediaType: 'text/plain', bytes: blob.size };
  return { part: { ...part, ...change }, stored: { hash, blob } };
}

/** What an attachment is on the disk. */
export interface AttachmentRows {
  readonly part: AttachmentPart;
  readonly stored: StoredAttachment;
}

/** A draft; those of one name have the same ids. */
export function draft(key: DraftKey, text: string, name = '1'): Draft {
  const ids = {
    conversationId: conversationId(`conversation-${name}`),
    questionId: messageId(`question-${name}`),
    answerId: messageId(`answer-00${name}`),
    replyId: replyId(`reply-00${name}`),
  };
  return { key, text, ids };
}

/** A run whose reply has this text and stands so. */
export function run(
  id: string,
  state: ReplyState,
  text = '',
  change: Partial<Omit<Run, 'reply'>> & { seq?: number } = {},
): Run {
  const { seq = text.length, ...rest } = change;
  const reply: Reply = {
    replyId: replyId(id),
    model: 'tiny',
    parts: text === '' ? [] : [{ type: 'text', text }],
    seq,
    state,
  };
  return { mode: 'answer', modelId: 'built-in/tiny', startedAtMs: 1000, ...rest, reply };
}
