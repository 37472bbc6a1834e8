import { replyError, type ReplyErrorCode } from '../../protocol/errors.ts';
import type { Conversation } from '../conversation/Conversation.ts';
import { lastRun, type AssistantMessage, type ConversationId, type Message } from '../conversation/Message.ts';
import { isFinal } from '../conversation/reply.ts';
import { requestFor } from '../conversation/requestFor.ts';
import type { MessageMap } from '../conversation/tree.ts';
import type { SentDraft } from '../persistence/ConversationRepository.ts';
import { mergeConversation } from '../persistence/mergeConversation.ts';
import { toStorageError } from '../persistence/toStorageError.ts';
import type { ChatStore } from '../store/chatStore.ts';
import { liveReplyIn } from '../store/selectors.ts';
import { announcementOf } from './announcementOf.ts';
import type { Refusal, SendOutcome } from './ChatSession.ts';
import type { ChatStorage } from './chatStorage.ts';
import type { ReplyRunner } from './replyRunner.ts';

/** What is to be stored and then asked: for the last run of `answer`. */
export interface Launch {
  readonly conversation: Conversation;
  /** What it was before; of a new one itself. */
  readonly before: Conversation;
  /** Whether the chat begins with this question; otherwise it must still be there. */
  readonly isNew?: boolean;
  /** What is new besides the answer. */
  readonly added: readonly Message[];
  readonly answer: AssistantMessage;
  /** The draft that is sent with it; asked for when it is stored. */
  readonly sentDraft?: () => SentDraft;
}

/** Puts a question on disk, then on its way. */
export interface Launcher {
  /** Stores and asks. One at a time in each chat. Never rejects. */
  launch(launch: Launch): Promise<SendOutcome>;
  /** Follows the last run of an answer that is in the store and has not ended. */
  resume(answer: AssistantMessage): void;
}

/** What a launcher works with. */
export interface LauncherOptions {
  readonly store: ChatStore;
  readonly storage: ChatStorage;
  readonly runner: ReplyRunner;
}

/** A refusal in words. */
export function refuse(code: ReplyErrorCode, message?: string): Refusal {
  return { status: 'refused', error: replyError(code, message) };
}

/** What there is to say of a question that is on its way. */
export function sentOutcome(answer: AssistantMessage): SendOutcome {
  const { conversationId, id: messageId } = answer;
  return { status: 'sent', conversationId, messageId, replyId: lastRun(answer).reply.replyId };
}

const BUSY = refuse('busy', 'A reply is still being written here. Stop it or wait for its end.');

const NO_MODEL = refuse('unknown-model', 'Choose a model first.');

const DELETED = refuse('not-found', 'The chat was deleted meanwhile.');

/**
 * The launcher of a session.
 *
 * @see docs/spec.md N6
 */
export function createLauncher({ store, storage, runner }: LauncherOptions): Launcher {
  /** Chats that a question is being stored in; `new` for one that is not in the list yet. */
  const storing = new Set<ConversationId | 'new'>();

  const resume = (answer: AssistantMessage): void => {
    const { conversationId, id: messageId } = answer;
    const { reply, firstTextAtMs } = lastRun(answer);
    const address = { conversationId, messageId, ...(firstTextAtMs === undefined ? {} : { firstTextAtMs }) };
    const thread = store.getState().threads.get(conversationId);
    if (thread && !isFinal(reply.state)) void runner.run(requestFor(thread, answer), reply, address);
  };

  return {
    resume,
    async launch(launch) {
      const { conversation, before, isNew = false, answer } = launch;
      const isGone = (): boolean => !isNew && !store.getState().conversations.has(conversation.id);
      if (lastRun(answer).modelId === '') return NO_MODEL;
      if (isGone()) return DELETED;
      const key = isNew ? 'new' : conversation.id;
      if (storing.has(key) || liveReplyIn(store.getState(), conversation.id)) return BUSY;
      storing.add(key);
      const kept = await keep(storage, launch, store.getState().threads.get(conversation.id));
      storing.delete(key);
      if ('status' in kept) return kept;
      if (isGone()) return DELETED;
      const now = store.getState().conversations.get(conversation.id);
      store.putMessages(mergeConversation(now, conversation, before), kept);
      // Another tab may have sent the same draft before: then the answer is further on.
      const stored = kept.findLast((message) => message.role === 'assistant') ?? answer;
      store.announce(announcementOf(lastRun(stored).reply));
      resume(stored);
      return sentOutcome(stored);
    },
  };
}

/** Writes everything to the disk. Gives the messages as they are there, or a refusal when that fails. */
async function keep(
  storage: ChatStorage,
  { conversation, before, added, answer, sentDraft }: Launch,
  thread: MessageMap | undefined,
): Promise<readonly Message[] | SendOutcome> {
  try {
    const change = {
      conversations: [conversation],
      before: new Map([[before.id, before]]),
      messages: [...added, answer],
      others: [...(thread?.values() ?? [])],
    };
    const sent = sentDraft ? { sentDraft: sentDraft() } : {};
    const kept = await storage.repository.save({ ...change, ...sent }, 'strict');
    storage.report(undefined);
    return kept;
  } catch (error) {
    return refuse('storage', `${toStorageError(error).message} The message was not sent.`);
  }
}
