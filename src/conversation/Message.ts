import type { Part } from '../../protocol/parts.ts';
import type { GenerationParams } from '../../protocol/requests.ts';
import { hasContent } from './hasContent.ts';
import { joinContinuation } from './joinContinuation.ts';
import type { Reply } from './reply.ts';

/** The name of a message. */
export type MessageId = string & { readonly brand: 'MessageId' };

/** The name of a conversation; stands in its address, `/c/:conversationId`. */
export type ConversationId = string & { readonly brand: 'ConversationId' };

const ID_PATTERN = /^[A-Za-z0-9_-]{8,64}$/;

/** Whether a value from outside can name a message: 8 to 64 letters, digits, `-` or `_`. */
export function isMessageId(value: unknown): value is MessageId {
  return typeof value === 'string' && ID_PATTERN.test(value);
}

/** Whether a value from outside can name a conversation: 8 to 64 letters, digits, `-` or `_`. */
export function isConversationId(value: unknown): value is ConversationId {
  return typeof value === 'string' && ID_PATTERN.test(value);
}

/** What every message has. A message is a node of the conversation's tree and knows only its parent. */
interface Node {
  readonly id: MessageId;
  readonly conversationId: ConversationId;
  /** The message it answers or follows; `null` at the top of the tree. */
  readonly parentId: MessageId | null;
  /** Milliseconds since 1970, for reading. Order comes from `parentId` and `order`, never from the clock. */
  readonly createdAtMs: number;
  /** Counts the messages of the conversation; brothers and sisters stand in this order. */
  readonly order: number;
  /**
   * How often it was deleted and brought back, in all: odd while it is deleted. Of two tabs' counts the higher one holds,
   * so that neither a delete nor an Undo is lost.
   */
  readonly removals?: number;
  /**
   * Whether its text is gone for good; it stays as a place in the tree that others may hang on. Where `removals` does not say that it is
   * deleted, its row could not be read when it was archived: any state of it that has a text holds instead.
   */
  readonly purged?: true;
}

/** A question. */
export interface UserMessage extends Node {
  readonly role: 'user';
  readonly parts: readonly Part[];
}

/** How a model is asked, besides by what. */
export interface RunTerms {
  /** What it is told before the conversation. */
  readonly system?: string;
  readonly params: GenerationParams;
}

/**
 * One call of a model for a message. `answer` begins the message's text anew (the first run, and every Retry);
 * `continue` goes on where the runs before it ended.
 */
export interface Run {
  readonly mode: 'answer' | 'continue';
  /** Whether the text so far was sent as the beginning of the model's own turn; otherwise it was told in words to go on. */
  readonly prefill?: true;
  /** What the reader wants to be different: "shorter". */
  readonly instruction?: string;
  /** The version that the instruction is about. */
  readonly revises?: MessageId;
  /** The `id` of the model that was asked. */
  readonly modelId: string;
  /** The terms that held when it was asked; absent where everything was left to the model. */
  readonly terms?: RunTerms;
  /** When it was asked, in milliseconds since 1970. */
  readonly startedAtMs: number;
  /** When its first text arrived. */
  readonly firstTextAtMs?: number;
  /** When it ended. */
  readonly endedAtMs?: number;
  readonly reply: Reply;
}

/** An answer: its runs in the order in which they were asked for, at least one. */
export interface AssistantMessage extends Node {
  readonly role: 'assistant';
  /** Whether a person wrote this version. */
  readonly edited?: true;
  readonly runs: readonly Run[];
}

/** A node of a conversation. */
export type Message = UserMessage | AssistantMessage;

/** The run that says how an answer stands: its last. */
export function lastRun(message: AssistantMessage): Run {
  const run = message.runs.at(-1);
  if (!run) throw new RangeError('An assistant message has at least one run.');
  return run;
}

/**
 * The runs whose text is the answer's text: the last run that begins anew and has something to show, and what continues
 * it. A Retry that has brought nothing yet leaves the earlier text in sight.
 *
 * @see docs/spec.md C3
 */
export function shownRuns(message: AssistantMessage): readonly Run[] {
  const { runs } = message;
  const start = runs.findLastIndex((run) => run.mode === 'answer' && hasContent(run.reply));
  const first = runs.findLastIndex((run) => run.mode === 'answer');
  return runs.slice(Math.max(0, start === -1 ? first : start));
}

/** A part of an answer as a reader sees it. */
export interface ShownPart {
  readonly run: Run;
  /** Which part of the run's reply it is. */
  readonly index: number;
  readonly part: Part;
}

/**
 * The parts of an answer in order. Of what a Continue says first, what it repeats of the text before it is left out.
 *
 * @see docs/spec.md C8
 */
export function shownParts(message: AssistantMessage): readonly ShownPart[] {
  let text = '';
  return shownRuns(message).flatMap((run) => {
    const { parts, state } = run.reply;
    const seam = run.mode === 'continue' && text !== '' ? parts.findIndex(({ type }) => type === 'text') : -1;
    return parts.map((part, index) => {
      if (part.type !== 'text') return { run, index, part };
      const before = text;
      text = index === seam ? joinContinuation(text, part.text, state.status === 'done') : text + part.text;
      return { run, index, part: index === seam ? { ...part, text: text.slice(before.length) } : part };
    });
  });
}

/** All parts of a message that a reader sees, in order. */
export function partsOf(message: Message): readonly Part[] {
  return message.role === 'user' ? message.parts : shownParts(message).map(({ part }) => part);
}

/**
 * The text of a message: its text parts joined, as a copy gives it and as a model is told it. Reasoning, notices and tool
 * calls are left out.
 *
 * @see docs/spec.md C4
 */
export function textOf(message: Message): string {
  return partsOf(message)
    .map((part) => (part.type === 'text' ? part.text : ''))
    .join('');
}
