import type { ReplyEvent, ReplyEventBody } from '../../protocol/events.ts';
import type { ReplyId } from '../../protocol/ids.ts';
import type { Conversation } from '../../src/conversation/Conversation.ts';
import {
  lastRun,
  textOf,
  type ConversationId,
  type Message,
  type MessageId,
  type Run,
} from '../../src/conversation/Message.ts';
import { broughtBack, purgedMessage, removedMessage } from '../../src/conversation/removedMessage.ts';
import { isFinal, reduceReply, type Reply } from '../../src/conversation/reply.ts';
import { activePath, branchOf, isRemoved, siblingsOf } from '../../src/conversation/tree.ts';
import { chunkBetween } from '../../src/persistence/chunkBetween.ts';
import type { ConversationRepository, RepositoryChange } from '../../src/persistence/ConversationRepository.ts';
import { mergeMessage } from '../../src/persistence/mergeMessage.ts';
import { createIds } from '../../src/session/ids.ts';
import { newBranch } from '../../src/session/newBranch.ts';
import { newEditedAnswer } from '../../src/session/newEditedAnswer.ts';
import {
  newAnswer,
  newChat,
  newQuestion,
  newRun,
  touched,
  withShown,
  type Making,
} from '../../src/session/newMessages.ts';
import type { OpenedChat } from '../../src/session/library.ts';

/** What a person can do with the messages of a chat, and what happens to replies meanwhile. */
export const KINDS = [
  'ask',
  'edit',
  'regenerate',
  'editAnswer',
  'branch',
  'retry',
  'continue',
  'showVersion',
  'rename',
  'removeMessage',
  'removeBranch',
  'undo',
  'lapse',
  'emit',
  'follow',
  'end',
  'fail',
  'stop',
  'read',
] as const;

/** Who does what, and where: `chat` and `place` pick the chat and the message. */
export type Step = readonly [tab: 0 | 1, kind: (typeof KINDS)[number], chat: number, place: number];

/** A tab as it sees the chats: what it did itself, and of the other what was stored when it last read. */
export interface PlayedTab {
  readonly conversations: Map<ConversationId, Conversation>;
  readonly threads: Map<ConversationId, Map<MessageId, Message>>;
}

/** What became of it. */
export interface Played {
  readonly tabs: readonly [PlayedTab, PlayedTab];
  /** One that is opened in the end. */
  readonly reloaded: PlayedTab;
  /** Every message that was ever stored, with its text where a person has written it. */
  readonly added: ReadonlyMap<MessageId, { readonly conversationId: ConversationId; readonly text?: string }>;
  /** Every message that was ever deleted, also where it was brought back. */
  readonly deleted: ReadonlySet<MessageId>;
  /** The highest count of deletes and Undos that each message had. */
  readonly removals: ReadonlyMap<MessageId, number>;
  /** How many events of each reply were stored, and in which message. */
  readonly stored: ReadonlyMap<ReplyId, { readonly messageId: MessageId; readonly seq: number }>;
  /** What a tab has made and did not see then. */
  readonly unseen: readonly MessageId[];
}

const MODEL = 'built-in/tiny';

/** The text that a reply must have: that of so many events, of which an end has none. */
export function textAfter({ seq, state }: Reply): string {
  const words = isFinal(state) ? seq - 2 : seq - 1;
  return Array.from({ length: Math.max(0, words) }, (_, at) => `w${at + 2} `).join('');
}

/** Plays steps of two tabs over one disk; in the end both read what is there. */
export async function playTwoTabs(repository: ConversationRepository, steps: readonly Step[]): Promise<Played> {
  const play = new Play(repository);
  await play.begin();
  for (const step of steps) await play.do(step);
  await play.end();
  return play;
}

interface Tab extends PlayedTab {
  removed: { readonly conversationId: ConversationId; readonly before: ReadonlyMap<MessageId, Message> } | undefined;
}

/** What a tab does, and with what. */
interface Act {
  readonly tab: Tab;
  readonly chat: OpenedChat;
  readonly target: Message | undefined;
  readonly place: number;
}

class Play implements Played {
  readonly tabs: readonly [Tab, Tab] = [newTab(), newTab()];
  readonly reloaded: Tab = newTab();
  readonly added = new Map<MessageId, { conversationId: ConversationId; text?: string }>();
  readonly deleted = new Set<MessageId>();
  readonly removals = new Map<MessageId, number>();
  readonly stored = new Map<ReplyId, { messageId: MessageId; seq: number }>();
  readonly unseen: MessageId[] = [];
  readonly #repository: ConversationRepository;
  /** What the server has of each reply. */
  readonly #logs = new Map<ReplyId, ReplyEvent[]>();
  readonly #making: Making;
  #count = 0;

  constructor(repository: ConversationRepository) {
    this.#repository = repository;
    const nowMs = (): number => (this.#count += 1);
    this.#making = {
      ids: createIds(() => `id-${String(nowMs()).padStart(6, '0')}`),
      clock: { nowMs, after: () => () => undefined },
      newestMs: () => 0,
      termsIn: () => ({}),
    };
  }

  async begin(): Promise<void> {
    const ids = this.#making.ids.newDraftIds();
    const { conversation, added, answer } = newChat({ ids, text: 'first', modelId: MODEL }, this.#making);
    await this.#add(this.tabs[0], { conversation, messages: new Map() }, conversation, [...added, answer]);
    await this.#read(this.tabs[1]);
  }

  async end(): Promise<void> {
    for (const tab of [...this.tabs, this.reloaded]) await this.#read(tab);
  }

  async do([index, kind, at, place]: Step): Promise<void> {
    const tab = this.tabs[index];
    const chats = [...tab.conversations.values()];
    const conversation = chats[at % chats.length];
    if (!conversation) return;
    const chat: OpenedChat = { conversation, messages: threadOf(tab, conversation.id) };
    const targets = targetsOf(kind, chat);
    await this.#acts[kind]({ tab, chat, place, target: targets[place % targets.length] });
  }

  readonly #acts: Readonly<Record<Step[1], (act: Act) => Promise<void> | void>> = {
    ask: ({ tab, chat }) => this.#ask(tab, chat, inSight(chat).at(-1)?.id ?? null),
    edit: ({ tab, chat, target }) => target && this.#ask(tab, chat, target.parentId),
    regenerate: ({ tab, chat, target, place }) => target && this.#regenerate(tab, chat, target, place % 2 === 0),
    editAnswer: ({ tab, chat, target }) => target && this.#editAnswer(tab, chat, target),
    branch: ({ tab, chat, target }) => target && this.#branch(tab, chat, target.id),
    retry: ({ tab, chat, target }) => target && this.#addRun(tab, chat, target, 'answer'),
    continue: ({ tab, chat, target }) => target && this.#addRun(tab, chat, target, 'continue'),
    showVersion: ({ tab, chat, target }) => target && this.#keep(tab, withShown(chat, target)),
    rename: ({ tab, chat, place }) =>
      this.#keep(tab, { ...chat.conversation, title: `Title ${place}`, titleFrom: 'person' }),
    removeMessage: ({ tab, target }) => target && this.#remove(tab, target.conversationId, [target]),
    removeBranch: ({ tab, chat, target }) =>
      target && this.#remove(tab, target.conversationId, branchOf(chat.messages, target)),
    undo: ({ tab }) => this.#undo(tab),
    lapse: ({ tab }) => this.#lapse(tab),
    emit: ({ target }) => this.#emitSome(target),
    follow: ({ tab, target, place }) => this.#follow(tab, target, (place % 3) + 1),
    // Who ends it hears of all of it.
    end: ({ tab, target }) => this.#end(tab, target, { type: 'reply-end', finishReason: 'stop' }),
    fail: ({ tab, target }) => this.#end(tab, target, { type: 'reply-interrupt', reason: 'server-lost' }),
    stop: ({ tab, target }) => this.#end(tab, target, { type: 'reply-stop' }),
    read: ({ tab }) => this.#read(tab),
  };

  async #regenerate(tab: Tab, chat: OpenedChat, { id, parentId }: Message, isWished: boolean): Promise<void> {
    const wish = isWished ? { instruction: 'shorter', revises: id } : {};
    const asked = { modelId: MODEL, wish, ids: this.#making.ids.newDraftIds() };
    const { conversation, answer } = newAnswer(chat, parentId, asked, this.#making);
    await this.#add(tab, chat, conversation, [answer]);
  }

  async #editAnswer(tab: Tab, chat: OpenedChat, from: Message): Promise<void> {
    if (from.role === 'user') return;
    const { conversation, answer } = newEditedAnswer(chat, from, `edited ${this.#count}`, this.#making);
    await this.#add(tab, chat, conversation, [answer]);
  }

  async #addRun(tab: Tab, chat: OpenedChat, answer: Message, mode: Run['mode']): Promise<void> {
    if (answer.role === 'user' || isGrowing(answer)) return;
    const again = { ...answer, runs: [...answer.runs, newRun(mode, MODEL, this.#making)] };
    await this.#add(tab, chat, touched(chat.conversation, this.#making), [again]);
  }

  #logOf(replyId: ReplyId): ReplyEvent[] {
    const log = this.#logs.get(replyId) ?? [];
    this.#logs.set(replyId, log);
    return log;
  }

  /** Nothing comes after an end. */
  #emit(replyId: ReplyId, body: ReplyEventBody): void {
    const log = this.#logOf(replyId);
    if (!/^reply-(end|interrupt|stop|error)$/.test(log.at(-1)?.type ?? '')) log.push({ ...body, seq: log.length + 1 });
  }

  #emitSome(answer: Message | undefined): void {
    if (answer?.role !== 'assistant') return;
    const { replyId } = lastRun(answer).reply;
    for (let count = 0; count < 3; count += 1) this.#emit(replyId, eventAt(this.#logOf(replyId).length + 1));
  }

  async #end(tab: Tab, answer: Message | undefined, body: ReplyEventBody): Promise<void> {
    if (answer?.role === 'assistant') this.#emit(lastRun(answer).reply.replyId, body);
    await this.#follow(tab, answer, Infinity);
  }

  async #follow(tab: Tab, answer: Message | undefined, most: number): Promise<void> {
    if (answer?.role !== 'assistant') return;
    const run = lastRun(answer);
    const { replyId, seq } = run.reply;
    const reply = this.#logOf(replyId)
      .slice(seq, seq + most)
      .reduce(reduceReply, run.reply);
    if (reply === run.reply) return;
    const next = { ...answer, runs: [...answer.runs.slice(0, -1), { ...run, reply }] };
    threadOf(tab, answer.conversationId).set(answer.id, next);
    const known = this.stored.get(replyId);
    if (!known || known.seq < reply.seq) this.stored.set(replyId, { messageId: answer.id, seq: reply.seq });
    if (isFinal(reply.state)) return this.#save(tab, { messages: [next], onlyStored: true });
    const grown = chunkBetween(run.reply, reply);
    if (grown) await this.#repository.append([{ ...grown, messageId: answer.id }]);
  }

  #ask(tab: Tab, chat: OpenedChat, parentId: MessageId | null): Promise<void> {
    const asked = { text: `question ${this.#count}`, modelId: MODEL, ids: this.#making.ids.newDraftIds() };
    const { conversation, added, answer } = newQuestion(chat, parentId, asked, this.#making);
    return this.#add(tab, chat, conversation, [...added, answer]);
  }

  async #branch(tab: Tab, chat: OpenedChat, messageId: MessageId): Promise<void> {
    const branch = newBranch(chat, messageId, this.#making);
    if ('status' in branch) return;
    await this.#add(tab, { ...branch, messages: new Map() }, branch.conversation, branch.messages);
  }

  /** As a question, a version or a new run is stored: with the row of its chat as this tab has it. */
  async #add(tab: Tab, chat: OpenedChat, conversation: Conversation, messages: readonly Message[]): Promise<void> {
    for (const message of messages) {
      const isWritten = message.role === 'user' || isFinal(lastRun(message).reply.state);
      const { id, conversationId } = message;
      if (!this.added.has(id)) this.added.set(id, { conversationId, ...(isWritten ? { text: textOf(message) } : {}) });
    }
    const others = [...chat.messages.values()];
    const made = messages.filter(({ id }) => !chat.messages.has(id));
    await this.#save(tab, { conversations: [conversation], messages, others });
    tab.conversations.set(conversation.id, conversation);
    const path = new Set(activePath(threadOf(tab, conversation.id), conversation.shownChildren).map(({ id }) => id));
    this.unseen.push(...made.map(({ id }) => id).filter((id) => !path.has(id)));
  }

  #keep(tab: Tab, conversation: Conversation): Promise<void> {
    tab.conversations.set(conversation.id, conversation);
    return this.#save(tab, { conversations: [conversation], onlyStored: true });
  }

  async #remove(tab: Tab, conversationId: ConversationId, messages: readonly Message[]): Promise<void> {
    await this.#lapse(tab);
    for (const { id } of messages) this.deleted.add(id);
    tab.removed = { conversationId, before: new Map(messages.map((message) => [message.id, message])) };
    await this.#changeRemoved(tab, removedMessage);
  }

  async #undo(tab: Tab): Promise<void> {
    const before = tab.removed?.before;
    await this.#changeRemoved(tab, (message) => broughtBack(message, before?.get(message.id)));
    tab.removed = undefined;
  }

  async #lapse(tab: Tab): Promise<void> {
    await this.#changeRemoved(tab, purgedMessage);
    tab.removed = undefined;
  }

  async #changeRemoved(tab: Tab, next: (message: Message) => Message): Promise<void> {
    if (!tab.removed) return;
    const { conversationId, before } = tab.removed;
    const thread = threadOf(tab, conversationId);
    const messages = [...before.keys()].map((id) => thread.get(id)).filter((message) => message !== undefined);
    const changed = messages.map(next);
    for (const message of changed) {
      thread.set(message.id, message);
      const { id, removals = 0 } = message;
      this.removals.set(id, Math.max(removals, this.removals.get(id) ?? 0));
    }
    await this.#repository.save({ messages: changed, onlyStored: true }, 'strict');
  }

  async #save(tab: Tab, change: RepositoryChange): Promise<void> {
    for (const message of await this.#repository.save(change, 'strict')) {
      const thread = threadOf(tab, message.conversationId);
      thread.set(message.id, mergeMessage(thread.get(message.id), message));
    }
  }

  async #read(tab: Tab): Promise<void> {
    const chats = await this.#repository.loadConversations();
    for (const chat of chats) tab.conversations.set(chat.id, chat);
    for (const message of await this.#repository.loadMessages(...chats.map(({ id }) => id))) {
      const thread = threadOf(tab, message.conversationId);
      thread.set(message.id, mergeMessage(thread.get(message.id), message));
    }
  }
}

/** What something can be done with: a person does it with what is in sight, or leads there; replies grow wherever they are. */
function targetsOf(kind: Step[1], chat: OpenedChat): readonly Message[] {
  const { messages } = chat;
  const path = inSight(chat);
  if (kind === 'showVersion') return path.flatMap((message) => siblingsOf(messages, message));
  if (kind === 'edit') return path.filter(({ role }) => role === 'user');
  if (GROWING_KINDS.has(kind)) return [...messages.values()].filter(isGrowing);
  return WHOLE_KINDS.has(kind) ? path : path.filter(({ role }) => role === 'assistant');
}

function inSight({ conversation, messages }: OpenedChat): readonly Message[] {
  return activePath(messages, conversation.shownChildren);
}

function isGrowing(message: Message): boolean {
  return message.role === 'assistant' && !isRemoved(message) && !isFinal(lastRun(message).reply.state);
}

const WHOLE_KINDS: ReadonlySet<Step[1]> = new Set(['branch', 'removeMessage', 'removeBranch']);

const GROWING_KINDS: ReadonlySet<Step[1]> = new Set(['emit', 'follow', 'end', 'fail', 'stop']);

function newTab(): Tab {
  return { conversations: new Map(), threads: new Map(), removed: undefined };
}

function threadOf({ threads }: PlayedTab, id: ConversationId): Map<MessageId, Message> {
  const thread = threads.get(id) ?? new Map<MessageId, Message>();
  threads.set(id, thread);
  return thread;
}

function eventAt(seq: number): ReplyEventBody {
  if (seq === 1) return { type: 'part-start', index: 0, part: { type: 'text', text: '' } };
  return { type: 'part-delta', index: 0, delta: `w${seq} ` };
}
