import type { DraftIds, DraftKey } from '../conversation/Draft.ts';
import {
  lastRun,
  textOf,
  type AssistantMessage,
  type ConversationId,
  type Message,
  type MessageId,
  type Run,
} from '../conversation/Message.ts';
import { pathTo } from '../conversation/pathTo.ts';
import { promptOf } from '../conversation/prompt.ts';
import { createReply } from '../conversation/reply.ts';
import { activePath, isRemoved } from '../conversation/tree.ts';
import type { SentDraft } from '../persistence/ConversationRepository.ts';
import type { ChatStore } from '../store/chatStore.ts';
import { modelIn } from '../store/selectors.ts';
import type { ChatSession, KeepOutcome, SendOptions, SendOutcome } from './ChatSession.ts';
import type { DraftKeeper } from './draftKeeper.ts';
import { refuse, sentOutcome, type Launch, type Launcher } from './launcher.ts';
import type { Library, OpenedChat } from './library.ts';
import { mayHaveBeenSent } from './mayHaveBeenSent.ts';
import { newAnswer, newChat, newQuestion, newRun, touched, withShown, type Making } from './newMessages.ts';
import type * as SeldomMade from './seldomMade.ts';

/** What the actions work with. */
export interface ConversationActionsOptions {
  readonly store: ChatStore;
  readonly library: Library;
  readonly launcher: Launcher;
  readonly drafts: DraftKeeper;
  readonly making: Making;
}

const NOTHING_TO_SEND = refuse('bad-request', 'There is nothing to send yet.');
const GONE = refuse('not-found', 'This chat is not here any more.');
const NO_QUESTION = refuse('bad-request', 'There is no question above this answer any more.');
const OUT_OF_REACH = refuse('offline');

/** What a person can ask of a conversation. Nothing in it rejects. */
export interface ConversationActions extends Pick<
  ChatSession,
  'regenerate' | 'edit' | 'editAnswer' | 'branch' | 'retry' | 'continue' | 'showVersion' | 'showMessage'
> {
  /** Asks what is in a box: by default the composer of the chat. */
  send(asked: SendOptions, key?: DraftKey): Promise<SendOutcome>;
}

/**
 * The actions of a session.
 *
 * @see docs/spec.md N6 to N8
 */
export function createConversationActions(options: ConversationActionsOptions): ConversationActions {
  return new Actions(options);
}

class Actions implements ConversationActions {
  readonly #store: ChatStore;
  readonly #library: Library;
  readonly #launcher: Launcher;
  readonly #drafts: DraftKeeper;
  readonly #making: Making;

  constructor(options: ConversationActionsOptions) {
    this.#store = options.store;
    this.#library = options.library;
    this.#launcher = options.launcher;
    this.#drafts = options.drafts;
    this.#making = options.making;
  }

  send({ conversationId, ...asked }: SendOptions, key: DraftKey = conversationId ?? 'new'): Promise<SendOutcome> {
    return this.#ask(key, conversationId, asked.text, (chat, ids) => {
      if (conversationId === undefined) return newChat({ ...asked, ids }, this.#making);
      const last = chat && activePath(chat.messages, chat.conversation.shownChildren).at(-1);
      return chat && newQuestion(chat, last?.id ?? null, { ...asked, ids }, this.#making);
    });
  }

  async regenerate(messageId: MessageId, modelId: string, instruction = ''): Promise<SendOutcome> {
    const found = await this.#find(messageId);
    if (found?.message.role !== 'assistant') return GONE;
    const { chat, message } = found;
    const wish = instruction.trim() === '' ? {} : { instruction: instruction.trim(), revises: messageId };
    const last = promptOf(pathTo(chat.messages, message.parentId)).at(-1);
    if (!('revises' in wish) && last?.role !== 'user') return NO_QUESTION;
    const asked = { modelId, wish, ids: this.#making.ids.newDraftIds() };
    return this.#launcher.launch(newAnswer(chat, message.parentId, asked, this.#making));
  }

  async edit(messageId: MessageId, text: string, modelId: string): Promise<SendOutcome> {
    const found = await this.#find(messageId);
    return this.#ask(`edit:${messageId}`, found?.chat.conversation.id, text, (chat, ids) => {
      if (!chat || found?.message.role !== 'user') return undefined;
      const { parentId, parts } = found.message;
      // A remark alone stands for what cannot be read.
      const kept = parts.filter(({ type }) => type !== 'text' && (type !== 'notice' || parts.length > 1));
      return newQuestion(chat, parentId, { text, modelId, ids, kept }, this.#making);
    });
  }

  async editAnswer(messageId: MessageId, text: string): Promise<KeepOutcome> {
    const found = await this.#find(messageId);
    if (found?.message.role !== 'assistant') return GONE;
    if (text.trim() === '') return NOTHING_TO_SEND;
    const making = await fetchSeldomMade();
    if (!making) return OUT_OF_REACH;
    const { answer, ...launch } = making.newEditedAnswer(found.chat, found.message, text, this.#making);
    return this.#library.add({ ...launch, messages: [answer], others: [...found.chat.messages.values()] });
  }

  async branch(messageId: MessageId): Promise<KeepOutcome> {
    const found = await this.#find(messageId);
    if (!found) return GONE;
    const making = await fetchSeldomMade();
    if (!making) return OUT_OF_REACH;
    const branch = making.newBranch(found.chat, messageId, this.#making);
    return 'status' in branch ? branch : this.#library.add({ ...branch, before: branch.conversation });
  }

  async retry(messageId: MessageId, modelId: string): Promise<SendOutcome> {
    const found = await this.#find(messageId);
    if (found?.message.role !== 'assistant') return GONE;
    const { chat, message } = found;
    const last = lastRun(message);
    const isContinue = last.mode === 'continue';
    if (mayHaveBeenSent(last) && (isContinue || modelId === last.modelId)) {
      return this.#addRun(chat, message, this.#askedAgain(last));
    }
    return isContinue
      ? this.#goOn(chat, message)
      : this.#addRun(chat, message, {
          ...newRun('answer', modelId, this.#making),
          ...wishOf(last),
          ...this.#making.termsIn(chat.conversation),
        });
  }

  async continue(messageId: MessageId): Promise<SendOutcome> {
    const found = await this.#find(messageId);
    return found?.message.role === 'assistant' ? this.#goOn(found.chat, found.message) : GONE;
  }

  async showVersion(messageId: MessageId): Promise<void> {
    const found = await this.#find(messageId);
    if (found) await this.#show(found.chat, [found.message]);
  }

  async showMessage(conversationId: ConversationId, messageId: MessageId): Promise<boolean> {
    const chat = await this.#library.open(conversationId);
    const message = chat?.messages.get(messageId);
    if (!chat || !message || isRemoved(message)) return false;
    const { conversation, messages } = chat;
    const isInSight = activePath(messages, conversation.shownChildren).some(({ id }) => id === messageId);
    if (isInSight) return true;
    await this.#show(chat, pathTo(messages, messageId));
    return true;
  }

  #show({ conversation, messages }: OpenedChat, path: readonly Message[]): Promise<void> {
    return this.#library.change([conversation.id], (chat) =>
      path.reduce((before, step) => withShown({ conversation: before, messages }, step), chat),
    );
  }

  /** Sends the draft of a box, unless another tab has: then there is its answer already. */
  async #ask(
    key: DraftKey,
    conversationId: ConversationId | undefined,
    text: string,
    prepare: (chat: OpenedChat | undefined, ids: DraftIds) => Launch | undefined,
  ): Promise<SendOutcome> {
    if (text.trim() === '') return NOTHING_TO_SEND;
    const { ids, sentDraft } = this.#drafts.take(key, text);
    const chat = await this.#library.open(conversationId ?? ids.conversationId);
    const outcome = await this.#askOnce(chat?.messages.get(ids.answerId), sentDraft, prepare(chat, ids));
    this.#drafts.settle(key, outcome.status === 'sent');
    // A question brings a chat back that was deleted.
    if (outcome.status === 'sent') void this.#drafts.keepAgain([outcome.conversationId]);
    return outcome;
  }

  async #askOnce(
    answer: Message | undefined,
    sentDraft: () => SentDraft,
    launch: Launch | undefined,
  ): Promise<SendOutcome> {
    if (answer?.role === 'assistant') return sentOutcome(answer);
    return launch ? this.#launcher.launch({ ...launch, sentDraft }) : GONE;
  }

  #goOn(chat: OpenedChat, message: AssistantMessage): Promise<SendOutcome> {
    const last = lastRun(message);
    const { modelId, terms, prefill, reply } = last;
    const mode = textOf(message) === '' ? 'answer' : 'continue';
    const run = { ...newRun(mode, modelId, this.#making), ...(terms && { terms }), ...wishOf(last) };
    if (mode === 'answer') return this.#addRun(chat, message, run);
    // Some models of a server that takes it refuse it all the same: those that think first.
    const wasRefused = prefill && reply.state.status === 'failed';
    const takesPrefill = !wasRefused && modelIn(this.#store.getState().catalog, modelId)?.prefill;
    return this.#addRun(chat, message, takesPrefill ? { ...run, prefill: true } : run);
  }

  /** The same run from its beginning. Of two states of one run the disk keeps the one that began later, also when the clock was set back. */
  #askedAgain(run: Run): Run {
    const { firstTextAtMs: _, endedAtMs: __, ...asked } = run;
    const startedAtMs = Math.max(this.#making.clock.nowMs(), run.startedAtMs + 1);
    return { ...asked, startedAtMs, reply: createReply(run.reply.replyId, run.modelId) };
  }

  #addRun(chat: OpenedChat, message: AssistantMessage, run: Run): Promise<SendOutcome> {
    const earlier = message.runs.filter(({ reply }) => reply.replyId !== run.reply.replyId);
    const before = chat.conversation;
    const conversation = touched(before, this.#making);
    return this.#launcher.launch({ conversation, before, added: [], answer: { ...message, runs: [...earlier, run] } });
  }

  /** A message of a chat that was opened, with its chat. */
  async #find(messageId: MessageId): Promise<{ chat: OpenedChat; message: Message } | undefined> {
    for (const [conversationId, messages] of this.#store.getState().threads) {
      const message = messages.get(messageId);
      const chat = message && (await this.#library.open(conversationId));
      if (chat) return { chat, message };
    }
    return undefined;
  }
}

/** What is seldom done is fetched when it is; `undefined` when it cannot be had. */
function fetchSeldomMade(): Promise<typeof SeldomMade | undefined> {
  return import('./seldomMade.ts').catch(() => undefined);
}

/** What a run that begins again or goes on is still to do differently. */
function wishOf({ instruction, revises }: Run): Pick<Run, 'instruction' | 'revises'> {
  return { ...(instruction === undefined ? {} : { instruction }), ...(revises === undefined ? {} : { revises }) };
}
