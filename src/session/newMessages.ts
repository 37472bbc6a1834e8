import type { Part } from '../../protocol/parts.ts';
import type { Conversation } from '../conversation/Conversation.ts';
import type { DraftIds } from '../conversation/Draft.ts';
import {
  type AssistantMessage,
  type Message,
  type MessageId,
  type Run,
  type UserMessage,
} from '../conversation/Message.ts';
import { createReply } from '../conversation/reply.ts';
import { titleFrom } from '../conversation/title.ts';
import { childrenOf, shownFor, type MessageMap } from '../conversation/tree.ts';
import type { Clock } from '../transport/Clock.ts';
import type { Ids } from './ids.ts';
import type { Launch } from './launcher.ts';
import type { OpenedChat } from './library.ts';

/** Where new messages get their names and times from. */
export interface Making {
  readonly ids: Ids;
  readonly clock: Clock;
  /** When the chat that stands first was used, in milliseconds since 1970; 0 when there is none. */
  readonly newestMs: () => number;
  /** How a model is asked in a chat. */
  readonly termsIn: (chat: Conversation) => Pick<Run, 'terms'>;
}

/** What is asked, and who is to answer. */
export interface Asked {
  readonly text: string;
  /** What the version before has besides its text: attachments, and remarks about those that are not here. */
  readonly kept?: readonly Part[];
  readonly modelId: string;
  /** What is to be different from an earlier version of the answer. */
  readonly wish?: Pick<Run, 'instruction' | 'revises'>;
  /** What the question and its answer will be called. */
  readonly ids: DraftIds;
}

/** A run that nothing has been heard of yet. */
export function newRun(mode: Run['mode'], modelId: string, { ids, clock }: Making, replyId = ids.newReplyId()): Run {
  return { mode, modelId, startedAtMs: clock.nowMs(), reply: createReply(replyId, modelId) };
}

/** A chat that begins with this question. */
export function newChat(asked: Asked, making: Making): Launch {
  const nowMs = making.clock.nowMs();
  const conversation: Conversation = {
    id: asked.ids.conversationId,
    title: titleFrom(asked.text),
    titleFrom: 'question',
    createdAtMs: nowMs,
    updatedAtMs: Math.max(nowMs, making.newestMs() + 1),
    shownChildren: {},
    settings: { modelId: asked.modelId },
  };
  return { ...newQuestion({ conversation, messages: new Map() }, null, asked, making), isNew: true };
}

/** A question under a message of a chat, in sight, and its answer to come. */
export function newQuestion(chat: OpenedChat, parentId: MessageId | null, asked: Asked, making: Making): Launch {
  const question: UserMessage = {
    id: asked.ids.questionId,
    conversationId: chat.conversation.id,
    parentId,
    createdAtMs: making.clock.nowMs(),
    order: nextOrder(chat.messages),
    role: 'user',
    parts: [{ type: 'text', text: asked.text }, ...(asked.kept ?? [])],
  };
  const messages = new Map(chat.messages).set(question.id, question);
  const { answer } = newAnswer({ ...chat, messages }, question.id, asked, making);
  return { conversation: withNew(chat, question, making), before: chat.conversation, added: [question], answer };
}

/** Another answer under a question, in sight. */
export function newAnswer(
  chat: OpenedChat,
  parentId: MessageId | null,
  asked: Omit<Asked, 'text' | 'kept'>,
  making: Making,
): Launch {
  const answer: AssistantMessage = {
    id: asked.ids.answerId,
    conversationId: chat.conversation.id,
    parentId,
    createdAtMs: making.clock.nowMs(),
    order: nextOrder(chat.messages),
    role: 'assistant',
    runs: [
      {
        ...newRun('answer', asked.modelId, making, asked.ids.replyId),
        ...making.termsIn(chat.conversation),
        ...asked.wish,
      },
    ],
  };
  return { conversation: withNew(chat, answer, making), before: chat.conversation, added: [], answer };
}

/** A chat that something happens in now: it stands first, also when a clock that was ahead has been set back since. */
export function touched(conversation: Conversation, { clock, newestMs }: Making): Conversation {
  const newest = newestMs();
  const isFirst = conversation.updatedAtMs >= newest;
  return { ...conversation, updatedAtMs: Math.max(clock.nowMs(), isFirst ? conversation.updatedAtMs : newest + 1) };
}

/** A chat in which, of a message and its brothers and sisters, it is the one in sight. */
export function withShown({ conversation, messages }: OpenedChat, message: Message): Conversation {
  const shownChildren = { ...conversation.shownChildren, ...shownFor(messages, message) };
  return { ...conversation, shownChildren };
}

function withNew(chat: OpenedChat, message: Message, making: Making): Conversation {
  const conversation = touched(chat.conversation, making);
  const isFork = childrenOf(chat.messages, message.parentId).length > 0;
  return isFork ? withShown({ ...chat, conversation }, message) : conversation;
}

function nextOrder(messages: MessageMap): number {
  let last = 0;
  for (const { order } of messages.values()) last = Math.max(last, order);
  return last + 1;
}
